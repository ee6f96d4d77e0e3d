using Shadowgraph.Proofs.Metrics;

namespace Shadowgraph.Proofs.Tests.Metrics;

[TestFixture]
public sealed class EventRingTests
{
    [Test]
    public void ToArray_OfANewRing_IsEmpty() => Assert.That(new EventRing(4).ToArray(), Is.Empty);

    [TestCase(3, 1)]
    [TestCase(4, 1)]
    [TestCase(5, 2)]
    [TestCase(13, 10)]
    public void ToArray_AfterSoMany_HoldsTheLastInOrder(int added, int first)
    {
        var ring = new EventRing(4);
        for (var i = 1; i <= added; i++) ring.Add(Event(i));

        Assert.That(ring.ToArray().Select(entry => entry.Number), Is.EqualTo(Enumerable.Range(first, added - first + 1)));
    }

    [Test]
    public async Task ToArray_WhileManyAdd_IsInOrder_WholeAndNearlyTheLast()
    {
        const int Capacity = 100, Adders = 4, Each = 20_000;
        var ring = new EventRing(Capacity);
        var numbers = 0L;
        var adding = Task.WhenAll(Enumerable.Range(0, Adders).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++) ring.Add(Event(Interlocked.Increment(ref numbers)));
        })));

        var reads = 0;
        do
        {
            var entries = ring.ToArray();
            Assert.That(entries.Select(entry => entry.Number), Is.Ordered.And.Unique);
            Assert.That(entries.Select(entry => entry.Event.WorkUnits), Is.EqualTo(entries.Select(entry => entry.Number)));
            Assert.That(entries, Has.Length.LessThanOrEqualTo(Capacity));
            reads++;
        }
        while (!adding.IsCompleted);

        await adding;
        Assert.That(reads, Is.Positive);
        Assert.That(ring.ToArray(), Has.Length.EqualTo(Capacity));
        Assert.That(ring.ToArray()[0].Number, Is.GreaterThan((Adders * Each) - (2 * Capacity)));
    }

    private static NumberedEvent Event(long number) => new(
        number,
        new ProofEvent { Kind = ProofEventKind.Completed, RequestId = Guid.Empty, At = DateTimeOffset.UnixEpoch, WorkUnits = number });
}
