using CsCheck;
using Shadowgraph.Proofs.Dispatch;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>Which ended requests are kept.</summary>
[TestFixture]
public sealed class FinishedRequestsTests
{
    [Test]
    public void Add_BeyondTheCapacity_ForgetsTheOlderOnesOfThoseWithSeveral_ThenTheOldest()
    {
        var finished = new FinishedRequests(3);
        var ids = Enumerable.Range(0, 7).Select(_ => Guid.NewGuid()).ToArray();

        string[] users = ["ann", "bob", "bob", "carl", "ann", "dora", "eve"];
        var forgotten = users.Select((user, i) => finished.Add(ids[i], user)).ToArray();

        // carl: bob's older one. ann again: her older one. dora: nobody has several, bob's is the oldest. eve: carl's is.
        Assert.That(forgotten, Is.EqualTo(new Guid?[] { null, null, null, ids[1], ids[0], ids[2], ids[3] }));
        Assert.That(finished.Count, Is.EqualTo(3));
    }

    [Test]
    public void Add_WithoutRoomForAny_ForgetsItAtOnce()
    {
        var finished = new FinishedRequests(0);
        var id = Guid.NewGuid();

        Assert.That(finished.Add(id, "ann"), Is.EqualTo(id));
        Assert.That(finished.Count, Is.Zero);
    }

    [Test]
    public void Add_AnyUsersInAnyOrder_ForgetsWhatTheRuleSays() =>
        Gen.Select(Gen.Int[1, 8], Gen.Int[0, 5].Array[1, 60]).Sample((capacity, users) =>
        {
            var finished = new FinishedRequests(capacity);
            var kept = new List<(Guid Id, int User)>();
            foreach (var user in users)
            {
                var id = Guid.NewGuid();
                kept.Add((id, user));
                Guid? expected = null;
                if (kept.Count > capacity)
                {
                    var victim = kept.FindIndex(one => kept.FindLast(other => other.User == one.User).Id != one.Id);
                    expected = kept[Math.Max(0, victim)].Id;
                    kept.RemoveAt(Math.Max(0, victim));
                }

                // User 0 is nobody in particular: all such requests are one user's.
                Assert.That(finished.Add(id, user == 0 ? default : (ProofUserId)$"user {user}"), Is.EqualTo(expected));
                Assert.That(finished.Count, Is.EqualTo(kept.Count));
            }
        });
}
