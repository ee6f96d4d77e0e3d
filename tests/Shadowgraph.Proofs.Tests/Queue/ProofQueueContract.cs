using System.Collections.Concurrent;
using System.Text.Json;
using Shadowgraph.Proofs.Queue;
using static Shadowgraph.Proofs.Tests.Queue.QueueItems;

namespace Shadowgraph.Proofs.Tests.Queue;

/// <summary>What every <see cref="IProofQueue"/> must do, whatever it keeps its items in. Items come within one aging interval.</summary>
public abstract class ProofQueueContract
{
    private const ProofPriority Undefined = (ProofPriority)4;

    protected abstract IProofQueue Create(int capacity);

    [Test]
    public async Task Peek_OfAnEmptyQueue_IsNull()
    {
        var queue = Create(5);

        Assert.That(await queue.PeekAsync(), Is.Null);
        Assert.That(await queue.CountAsync(), Is.Zero);
    }

    [Test]
    public async Task Peek_Repeated_LeavesTheItem()
    {
        var queue = Create(5);
        var item = Item(ProofPriority.High);
        await queue.EnqueueAsync(item);

        Assert.That(await queue.PeekAsync(), Is.EqualTo(item));
        Assert.That(await queue.PeekAsync(), Is.EqualTo(item));
        Assert.That(await queue.CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task Order_OfAllPriorities_IsFromTheMostUrgentOn()
    {
        var queue = Create(5);
        var (low, critical, normal, high) =
            (Item(ProofPriority.Low), Item(ProofPriority.Critical), Item(), Item(ProofPriority.High));
        await queue.EnqueueAsync(low, critical, normal, high);

        Assert.That(await queue.DrainAsync(), Is.EqualTo(new[] { critical.Id, high.Id, normal.Id, low.Id }));
    }

    [Test]
    public async Task Order_WithinAPriority_IsFirstComeFirstServed([Values] ProofPriority priority)
    {
        var queue = Create(200);
        var items = Enumerable.Range(0, 200).Select(_ => Item(priority)).ToArray();
        await queue.EnqueueAsync(items);

        Assert.That(await queue.DrainAsync(), Is.EqualTo(items.Select(item => item.Id)));
    }

    [Test]
    public async Task TryEnqueue_WhenFull_IsFalseUntilOneLeaves()
    {
        var queue = Create(2);
        var (first, second, third) = (Item(), Item(), Item(ProofPriority.Critical));
        await queue.EnqueueAsync(first, second);

        Assert.That(queue.Capacity, Is.EqualTo(2));
        Assert.That(await queue.TryEnqueueAsync(third), Is.False);
        Assert.That(await queue.PositionAsync(third.Id), Is.Null);
        Assert.That(await queue.CountAsync(), Is.EqualTo(2));

        await queue.RemoveAsync(second.Id);
        Assert.That(await queue.TryEnqueueAsync(third), Is.True);
        Assert.That(await queue.DrainAsync(), Is.EqualTo(new[] { third.Id, first.Id }));
    }

    [Test]
    public async Task TryEnqueue_OfAnIdThatIsThere_ThrowsEvenWhenFull()
    {
        var queue = Create(1);
        var item = Item();
        await queue.EnqueueAsync(item);

        Assert.That(
            async () => await queue.TryEnqueueAsync(Item(ProofPriority.High, item.Id)), Throws.InstanceOf<ArgumentException>());
        Assert.That(await queue.PeekAsync(), Is.EqualTo(item));
    }

    [Test]
    public async Task TryEnqueue_OfAnIdThatLeft_IsTrue()
    {
        var queue = Create(1);
        var item = Item();
        await queue.EnqueueAsync(item);
        await queue.RemoveAsync(item.Id);

        Assert.That(await queue.TryEnqueueAsync(item), Is.True);
    }

    [TestCase(-1)]
    [TestCase((int)Undefined)]
    public async Task TryEnqueue_OfAnUndefinedPriority_Throws(int priority)
    {
        var queue = Create(1);

        Assert.That(async () => await queue.TryEnqueueAsync(Item((ProofPriority)priority)), Throws.InstanceOf<ArgumentException>());
        Assert.That(await queue.CountAsync(), Is.Zero);
    }

    [Test]
    public async Task TryEnqueue_OfAnEmptyId_Throws()
    {
        var queue = Create(1);

        Assert.That(async () => await queue.TryEnqueueAsync(Item(id: Guid.Empty)), Throws.InstanceOf<ArgumentException>());
        Assert.That(await queue.CountAsync(), Is.Zero);
    }

    [Test]
    public async Task TryEnqueue_Cancelled_LeavesNothingInLine()
    {
        var queue = Create(1);
        var cancelled = new CancellationToken(canceled: true);

        Assert.That(async () => await queue.TryEnqueueAsync(Item(), cancelled), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await queue.CountAsync(), Is.Zero);
    }

    [Test]
    public async Task Remove_FromTheMiddle_LeavesTheOthersInOrder()
    {
        var queue = Create(5);
        var (first, second, third) = (Item(), Item(), Item());
        await queue.EnqueueAsync(first, second, third);

        Assert.That(await queue.RemoveAsync(second.Id), Is.True);
        Assert.That(await queue.RemoveAsync(second.Id), Is.False);
        Assert.That(await queue.DrainAsync(), Is.EqualTo(new[] { first.Id, third.Id }));
    }

    [Test]
    public async Task Raise_OfALaterItem_PutsItBeforeTheLessUrgent()
    {
        var queue = Create(5);
        var (normal, low) = (Item(), Item(ProofPriority.Low));
        await queue.EnqueueAsync(normal, low);

        Assert.That(await queue.RaiseAsync(low.Id, ProofPriority.High), Is.True);
        Assert.That(await queue.PeekAsync(), Is.EqualTo(low with { Priority = ProofPriority.High }));
        Assert.That(await queue.CountAsync(), Is.EqualTo(2));
        Assert.That(await queue.DrainAsync(), Is.EqualTo(new[] { low.Id, normal.Id }));
    }

    [Test]
    public async Task Raise_ToAPriorityThatOthersHave_KeepsTheTimeOfArrival()
    {
        var queue = Create(5);
        var (before, raised, after) = (Item(ProofPriority.High), Item(ProofPriority.Low), Item(ProofPriority.High));
        await queue.EnqueueAsync(before, raised, after);

        await queue.RaiseAsync(raised.Id, ProofPriority.High);

        Assert.That(await queue.DrainAsync(), Is.EqualTo(new[] { before.Id, raised.Id, after.Id }));
    }

    [Test]
    public async Task Raise_ToALowerPriority_ChangesNothing()
    {
        var queue = Create(5);
        var (high, normal) = (Item(ProofPriority.High), Item());
        await queue.EnqueueAsync(high, normal);

        Assert.That(await queue.RaiseAsync(high.Id, ProofPriority.Low), Is.True);
        Assert.That(await queue.PeekAsync(), Is.EqualTo(high));
    }

    [Test]
    public async Task Raise_OfAnUnknownItem_IsFalse() =>
        Assert.That(await Create(1).RaiseAsync(Guid.NewGuid(), ProofPriority.High), Is.False);

    [Test]
    public async Task Raise_ToAnUndefinedPriority_Throws()
    {
        var queue = Create(1);
        var item = Item();
        await queue.EnqueueAsync(item);

        Assert.That(async () => await queue.RaiseAsync(item.Id, Undefined), Throws.InstanceOf<ArgumentException>());
        Assert.That(await queue.PeekAsync(), Is.EqualTo(item));
    }

    [Test]
    public async Task Position_OfEachItem_IsItsPlaceInTheOrder()
    {
        var queue = Create(5);
        var (low, high, normal) = (Item(ProofPriority.Low), Item(ProofPriority.High), Item());
        await queue.EnqueueAsync(low, high, normal);

        Assert.That(await queue.PositionAsync(high.Id), Is.Zero);
        Assert.That(await queue.PositionAsync(normal.Id), Is.EqualTo(1));
        Assert.That(await queue.PositionAsync(low.Id), Is.EqualTo(2));

        await queue.TakeAsync();
        Assert.That(await queue.PositionAsync(high.Id), Is.Null);
        Assert.That(await queue.PositionAsync(low.Id), Is.EqualTo(1));
    }

    [Test]
    public async Task Items_ThroughJson_AreTheSame()
    {
        var queue = Create(1);
        var item = Item(ProofPriority.Critical);
        await queue.EnqueueAsync(item);

        var read = JsonSerializer.Deserialize<ProofQueueItem>(JsonSerializer.Serialize(await queue.PeekAsync()));

        Assert.That(read, Is.EqualTo(item));
    }

    [Test]
    public async Task Queue_UsedByManyThreads_HandsOutEachItemOnceAndNeverHoldsTooMany()
    {
        const int producers = 4, each = 300, capacity = 16;
        var queue = Create(capacity);
        var taken = new ConcurrentBag<Guid>();
        var withdrawn = new ConcurrentBag<Guid>();
        var sent = new ConcurrentBag<Guid>();
        var producing = producers;

        async Task ProduceAsync(int seed)
        {
            var random = new Random(seed);
            for (var i = 0; i < each; i++)
            {
                var item = Item((ProofPriority)random.Next(4));
                while (!await queue.TryEnqueueAsync(item)) await Task.Yield();
                sent.Add(item.Id);
                await queue.RaiseAsync(item.Id, (ProofPriority)random.Next(4));
                if (i % 5 == 0 && await queue.RemoveAsync(item.Id)) withdrawn.Add(item.Id);
            }

            Interlocked.Decrement(ref producing);
        }

        async Task ConsumeAsync()
        {
            while (true)
            {
                var last = Volatile.Read(ref producing) == 0;
                if (await queue.CountAsync() > capacity) throw new AssertionException("There are more items than the capacity allows.");
                if (await queue.PeekAsync() is not { } item)
                {
                    if (last) return;
                    await Task.Yield();
                }
                else if (await queue.RemoveAsync(item.Id))
                {
                    taken.Add(item.Id);
                }
            }
        }

        var all = Enumerable.Range(0, producers).Select(seed => Task.Run(() => ProduceAsync(seed)))
            .Concat(Enumerable.Range(0, 2).Select(_ => Task.Run(ConsumeAsync)));
        await Task.WhenAll(all).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.That(sent, Has.Count.EqualTo(producers * each));
        Assert.That(taken.Concat(withdrawn), Is.EquivalentTo(sent));
        Assert.That(await queue.CountAsync(), Is.Zero);
    }
}
