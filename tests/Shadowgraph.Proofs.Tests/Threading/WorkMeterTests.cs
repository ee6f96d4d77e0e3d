using Shadowgraph.Proofs.Memory;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Tests.Threading;

[TestFixture]
public sealed class WorkMeterTests
{
    private const int Megabyte = 1 << 20;

    [Test]
    public void Enter_MakesTheMeterCurrent_UntilTheStretchEnds()
    {
        var (outer, inner) = (new WorkMeter(), new WorkMeter());

        using (WorkMeter.Enter(outer))
        {
            Assert.That(WorkMeter.Current, Is.SameAs(outer));
            using (WorkMeter.Enter(inner)) Assert.That(WorkMeter.Current, Is.SameAs(inner));
            using (WorkMeter.Enter(null)) Assert.That(WorkMeter.Current, Is.SameAs(outer));
            Assert.That(WorkMeter.Current, Is.SameAs(outer));
        }

        Assert.That(WorkMeter.Current, Is.Null);
    }

    [Test]
    public void Enter_WithinAStretchOfTheSameMeter_CountsItOnce()
    {
        var meter = new WorkMeter();
        using (WorkMeter.Enter(meter))
        {
            using (WorkMeter.Enter(meter)) GC.KeepAlive(new byte[Megabyte]);
            Assert.That(WorkMeter.Current, Is.SameAs(meter));
        }

        Assert.That(meter.PeakBytes, Is.InRange(Megabyte, 2 * Megabyte - 1));
    }

    [Test]
    public void Enter_WorkThatThrows_EndsItsStretch()
    {
        var meter = new WorkMeter();
        try
        {
            using (WorkMeter.Enter(meter)) throw new InvalidOperationException();
        }
        catch (InvalidOperationException)
        {
        }

        Assert.That(WorkMeter.Current, Is.Null);
    }

    [Test]
    public void PeakBytes_OfScratchMemory_IsTheMostHeldAtOnce()
    {
        using var pool = new ScratchPool(maxRetainedBytes: 0);
        var meter = new WorkMeter();
        using (WorkMeter.Enter(meter))
        {
            using (pool.Rent<byte>(Megabyte))
            using (pool.Rent<byte>(2 * Megabyte))
            {
            }

            using (pool.Rent<byte>(Megabyte))
            {
            }
        }

        Assert.That(meter.PeakLeasedBytes, Is.EqualTo(3 * Megabyte));
        Assert.That(meter.PeakBytes, Is.GreaterThanOrEqualTo(meter.PeakLeasedBytes));
    }

    [Test]
    public void PeakBytes_OfALeaseThatOutlivesItsStretch_IsGivenBackToItsOwnMeter()
    {
        using var pool = new ScratchPool(maxRetainedBytes: 0);
        var (first, second) = (new WorkMeter(), new WorkMeter());
        ScratchBuffer<byte> lease;
        using (WorkMeter.Enter(first)) lease = pool.Rent<byte>(Megabyte);
        using (WorkMeter.Enter(second)) lease.Dispose();
        using (WorkMeter.Enter(first)) pool.Rent<byte>(Megabyte).Dispose();

        Assert.That(first.PeakLeasedBytes, Is.EqualTo(Megabyte));
        Assert.That(second.PeakLeasedBytes, Is.Zero);
    }

    [Test]
    public void Loop_OnSeveralThreads_WorksForTheCallersMeter_OnEachOfThem()
    {
        const int Ranges = 64;
        var meter = new WorkMeter();
        var (strangers, met) = (0, 0);
        using (WorkMeter.Enter(meter))
        {
            new Parallelism(4, CancellationToken.None).For(Ranges, 1, (_, _) =>
            {
                if (WorkMeter.Current != meter) Interlocked.Increment(ref strangers);
                GC.KeepAlive(new byte[Megabyte]);

                // Nobody takes all ranges: the first ones wait until a second thread has come.
                Interlocked.Increment(ref met);
                SpinWait.SpinUntil(() => Volatile.Read(ref met) > 1, Wait.Patience);
            });
        }

        Assert.That(strangers, Is.Zero);
        Assert.That(met, Is.EqualTo(Ranges));
        Assert.That(meter.PeakBytes, Is.InRange((long)Ranges * Megabyte, (2L * Ranges * Megabyte) - 1), "Each array is counted, and once.");
    }

    [Test]
    public void Loops_OfTwoMetersAtOnce_CountApart()
    {
        var meters = new[] { new WorkMeter(), new WorkMeter() };
        var threads = meters.Select((meter, i) => new Thread(() =>
        {
            using (WorkMeter.Enter(meter))
            {
                for (var round = 0; round < 20; round++)
                    new Parallelism(3, CancellationToken.None).For(8, 1, (_, _) => GC.KeepAlive(new byte[(i + 1) * 100_000]));
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();

        // With the other's arrays it would be 160 times 300 000.
        Assert.That(meters[0].PeakBytes, Is.InRange(160 * 100_000, 160 * 200_000));
        Assert.That(meters[1].PeakBytes, Is.InRange(160 * 200_000, 160 * 300_000 - 1));
    }

    [Test]
    public void ProcessorTime_OfALoop_IsThatOfAllItsThreads()
    {
        if (!ThreadTime.IsKnown) Assert.Ignore("This system does not tell the time of a thread.");
        var meter = new WorkMeter();
        var others = new WorkMeter();
        var caller = TimeSpan.Zero;
        using (WorkMeter.Enter(meter))
        {
            var before = ThreadTime.Now;
            new Parallelism(2, CancellationToken.None).For(16, 1, (_, _) => Burn(TimeSpan.FromMilliseconds(5)));
            caller = ThreadTime.Now - before;
        }

        Assert.That(meter.ProcessorTime, Is.GreaterThanOrEqualTo(TimeSpan.FromMilliseconds(80)).And.GreaterThanOrEqualTo(caller));
        Assert.That(others.ProcessorTime, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void CountFileBytes_AddsUp()
    {
        var meter = new WorkMeter();
        Parallel.For(0, 1000, _ => meter.CountFileBytes(3));

        Assert.That(meter.FileBytes, Is.EqualTo(3000));
    }

    /// <summary>Computes until the thread has used so much of a processor.</summary>
    private static void Burn(TimeSpan time)
    {
        for (var start = ThreadTime.Now; ThreadTime.Now - start < time;)
        {
        }
    }
}
