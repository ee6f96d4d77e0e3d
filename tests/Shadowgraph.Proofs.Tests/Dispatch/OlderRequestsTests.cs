using CsCheck;
using Shadowgraph.Proofs.Dispatch;

namespace Shadowgraph.Proofs.Tests.Dispatch;

[TestFixture]
public sealed class OlderRequestsTests
{
    [Test]
    public void Take_AfterAdditionsInAnyOrder_IsTheFirstToHaveCompleted() => Gen.Select(Gen.Bool.Array[1, 60], Gen.Int[0, int.MaxValue]).Sample((adds, seed) =>
    {
        var (older, model, random) = (new OlderRequests(), new SortedDictionary<long, Guid>(), new Random(seed));
        foreach (var add in adds)
        {
            if (add || model.Count == 0)
            {
                var (id, number) = (Guid.NewGuid(), random.Next(1, 1_000_000));
                if (model.TryAdd(number, id)) older.Add(id, number);
            }
            else
            {
                var (number, expected) = model.First();
                model.Remove(number);
                Assert.That(older.Take(), Is.EqualTo(expected));
            }

            Assert.That(older.Count, Is.EqualTo(model.Count));
        }
    });
}
