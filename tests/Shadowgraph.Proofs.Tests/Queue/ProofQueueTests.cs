using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Shadowgraph.Proofs.Queue;
using static Shadowgraph.Proofs.Tests.Queue.QueueItems;

namespace Shadowgraph.Proofs.Tests.Queue;

public sealed class ProofQueueTests : ProofQueueContract
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Test]
    public async Task Order_OfALowItem_IsBeforeHighOnesThatCameTwoIntervalsLater()
    {
        var time = new FakeTimeProvider();
        var queue = Create(10, time);
        var (low, overtaking, late) = (Item(ProofPriority.Low), Item(ProofPriority.High), Item(ProofPriority.High));
        await queue.EnqueueAsync(low);
        time.Advance(2 * Interval - Moment);
        await queue.EnqueueAsync(overtaking);
        time.Advance(Moment);
        await queue.EnqueueAsync(late);

        Assert.That(await queue.DrainAsync(), Is.EqualTo(new[] { overtaking.Id, low.Id, late.Id }));
    }

    [TestCase(ProofPriority.Low, ProofPriority.Normal, 1)]
    [TestCase(ProofPriority.Low, ProofPriority.Critical, 3)]
    [TestCase(ProofPriority.Normal, ProofPriority.Critical, 2)]
    [TestCase(ProofPriority.High, ProofPriority.Critical, 1)]
    public async Task Order_OfTwoPriorities_TurnsAtTheirDifferenceInIntervals(ProofPriority lower, ProofPriority higher, int intervals)
    {
        foreach (var (later, isOvertaken) in new[] { (intervals * Interval - Moment, true), (intervals * Interval, false) })
        {
            var time = new FakeTimeProvider();
            var queue = Create(10, time);
            var (first, second) = (Item(lower), Item(higher));
            await queue.EnqueueAsync(first);
            time.Advance(later);
            await queue.EnqueueAsync(second);

            Assert.That((await queue.PeekAsync())!.Id, Is.EqualTo(isOvertaken ? second.Id : first.Id));
        }
    }

    [Test]
    public async Task LowItem_UnderSteadyHighLoad_IsServedAfterTwoIntervals()
    {
        // One comes and one is served each second, and a few are always waiting.
        var time = new FakeTimeProvider();
        var queue = Create(100, time);
        for (var i = 0; i < 5; i++) await queue.EnqueueAsync(Item(ProofPriority.High));
        var low = Item(ProofPriority.Low);
        await queue.EnqueueAsync(low);

        var seconds = 0;
        while ((await queue.TakeAsync())!.Id != low.Id)
        {
            await queue.EnqueueAsync(Item(ProofPriority.High));
            time.Advance(TimeSpan.FromSeconds(1));
            seconds++;
            Assert.That(seconds, Is.LessThan(1000), "It was never served.");
        }

        // Those before it: the five, and one for each second of two intervals.
        Assert.That(seconds, Is.EqualTo(5 + 60));
    }

    [Test]
    public async Task Raise_AfterAWhile_CountsFromTheTimeOfArrival()
    {
        var time = new FakeTimeProvider();
        var queue = Create(10, time);
        var raised = Item(ProofPriority.Low);
        await queue.EnqueueAsync(raised);
        time.Advance(Interval / 2);
        var high = Item(ProofPriority.High);
        await queue.EnqueueAsync(high);
        time.Advance(Interval / 4);
        await queue.RaiseAsync(raised.Id, ProofPriority.Normal);
        Assert.That((await queue.PeekAsync())!.Id, Is.EqualTo(high.Id));

        await queue.RaiseAsync(raised.Id, ProofPriority.High);
        Assert.That((await queue.PeekAsync())!.Id, Is.EqualTo(raised.Id));
    }

    [Test]
    public async Task Order_WhenTheWallClockJumps_IsUnaffected([Values(-365, -1, 1, 365)] int days)
    {
        var time = new JumpingClock();
        var queue = Create(10, time);
        var (first, second, low) = (Item(), Item(), Item(ProofPriority.Low));
        await queue.EnqueueAsync(first);
        time.WallClock += TimeSpan.FromDays(days);
        await queue.EnqueueAsync(low, second);
        time.WallClock -= TimeSpan.FromDays(days);
        var third = Item();
        await queue.EnqueueAsync(third);

        Assert.That(await queue.DrainAsync(), Is.EqualTo(new[] { first.Id, second.Id, third.Id, low.Id }));
    }

    [Test]
    public async Task Order_WithTheLongestInterval_IsStrictlyByPriority()
    {
        var time = new FakeTimeProvider();
        var queue = new ProofQueue(new ProofQueueOptions { AgingInterval = TimeSpan.MaxValue }, time);
        var (low, critical) = (Item(ProofPriority.Low), Item(ProofPriority.Critical));
        await queue.EnqueueAsync(low);
        time.Advance(TimeSpan.FromDays(1000));
        await queue.EnqueueAsync(critical);

        Assert.That(await queue.DrainAsync(), Is.EqualTo(new[] { critical.Id, low.Id }));
    }

    [Test]
    public async Task Queue_OfTenThousand_KeepsThemInOrder()
    {
        const int count = 10_000;
        var time = new FakeTimeProvider();
        var queue = Create(count, time);
        var arrivals = new List<(Guid Id, ProofPriority Priority, TimeSpan At)>();
        for (var i = 0; i < count; i++)
        {
            var item = Item((ProofPriority)(i * 7 % 4));
            arrivals.Add((item.Id, item.Priority, i * Moment));
            await queue.EnqueueAsync(item);
            time.Advance(Moment);
        }

        Assert.That(await queue.TryEnqueueAsync(Item()), Is.False);
        Assert.That(
            await queue.DrainAsync(),
            Is.EqualTo(arrivals.OrderBy(arrival => arrival.At - (int)arrival.Priority * Interval).Select(arrival => arrival.Id)));
    }

    [Test]
    public Task Operations_OnAnyQueue_AgreeWithThePlainOne() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 7], Gen.Int[0, 3], Gen.Int[0, 70_000]).List[1, 60].SampleAsync(async operations =>
        {
            var time = new FakeTimeProvider();
            var options = new ProofQueueOptions { Capacity = 6, AgingInterval = Interval };
            var queue = new ProofQueue(options, time);
            var model = new ListQueue(options, time);
            foreach (var (operation, number, priority, milliseconds) in operations)
            {
                var id = new Guid(number + 1, 0, 0, new byte[8]);
                Assert.That(
                    await AnswerAsync(queue, operation, id, (ProofPriority)priority),
                    Is.EqualTo(await AnswerAsync(model, operation, id, (ProofPriority)priority)));
                Assert.That(await queue.PeekAsync(), Is.EqualTo(await model.PeekAsync()));
                if (milliseconds % 2 == 0) time.Advance(TimeSpan.FromMilliseconds(milliseconds));
            }

            Assert.That(await queue.DrainAsync(), Is.EqualTo(await model.DrainAsync()));
        });

    [Test]
    public void Options_ThatCannotWork_Throw()
    {
        Assert.That(() => new ProofQueue(null!), Throws.ArgumentNullException);
        Assert.That(
            () => new ProofQueue(new ProofQueueOptions { Capacity = 0 }),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => new ProofQueue(new ProofQueueOptions { AgingInterval = TimeSpan.Zero }),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void EveryCall_Cancelled_EndsAsCancelled()
    {
        var queue = Create(1);
        var cancelled = new CancellationToken(canceled: true);
        var id = Guid.NewGuid();

        Assert.That(async () => await queue.PeekAsync(cancelled), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await queue.RemoveAsync(id, cancelled), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await queue.RaiseAsync(id, default, cancelled), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await queue.PositionAsync(id, cancelled), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await queue.CountAsync(cancelled), Throws.InstanceOf<OperationCanceledException>());
    }

    protected override IProofQueue Create(int capacity) => Create(capacity, TimeProvider.System);

    private static ProofQueue Create(int capacity, TimeProvider time) =>
        new(new ProofQueueOptions { Capacity = capacity, AgingInterval = Interval }, time);

    private static async Task<object?> AnswerAsync(IProofQueue queue, int operation, Guid id, ProofPriority priority)
    {
        try
        {
            return operation switch
            {
                0 or 1 => await queue.TryEnqueueAsync(Item(priority, id)),
                2 => await queue.RemoveAsync(id),
                3 => await queue.RaiseAsync(id, priority),
                4 => await queue.PositionAsync(id),
                _ => await queue.CountAsync(),
            };
        }
        catch (ArgumentException)
        {
            return "threw";
        }
    }

    /// <summary>Its wall clock goes where it is set to; its timestamps go on.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        private long _timestamp;

        public DateTimeOffset WallClock { get; set; } = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => WallClock;

        public override long GetTimestamp() => _timestamp++;
    }
}
