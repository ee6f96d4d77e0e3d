using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Tests.Bn254;

/// <summary>How the threads of one computation share nested loops.</summary>
[TestFixture]
public sealed class WorkCrewTests
{
    [Test]
    public void Run_LoopsInLoops_NeverUsesMoreThreadsThanItsDegree([Values(2, 3, 5)] int degree)
    {
        var parallelism = new Parallelism(degree, CancellationToken.None);
        int working = 0, most = 0;
        parallelism.For(40, 1, (_, _) => parallelism.For(40, 1, (_, _) =>
        {
            var now = Interlocked.Increment(ref working);
            InterlockedMax(ref most, now);
            Thread.SpinWait(200);
            Interlocked.Decrement(ref working);
        }));

        Assert.That(most, Is.InRange(1, degree));
    }

    [Test]
    public void Run_OneLongStageBesideShortOnes_HelpsWithTheLoopsOfTheLongOne()
    {
        // The only thread beside the long stage's own is done with the others at once, and is needed for both ranges to be there together.
        var parallelism = new Parallelism(2, CancellationToken.None);
        using var together = new Barrier(2);
        var met = false;
        parallelism.Invoke(
            () => parallelism.For(2, 1, (_, _) => met = together.SignalAndWait(TimeSpan.FromMinutes(1))),
            () => { },
            () => { });

        Assert.That(met, Is.True);
    }

    [Test]
    public void Run_NestedLoopThrows_EndsTheWholeWithThatException()
    {
        var failure = new InvalidOperationException("this one");
        var parallelism = new Parallelism(3, CancellationToken.None);

        var thrown = Assert.Throws<InvalidOperationException>(() => parallelism.Invoke(
            () => parallelism.For(100, 1, (from, _) =>
            {
                if (from == 50) throw failure;
            }),
            () => parallelism.For(100, 1, (_, _) => { })));
        Assert.That(thrown, Is.SameAs(failure));
    }

    [Test]
    public void Run_ManyTimesFromManyThreads_EndsEachTime()
    {
        var total = 0L;
        Parallel.For(0, 8, _ =>
        {
            var parallelism = new Parallelism(4, CancellationToken.None);
            for (var i = 0; i < 200; i++)
                parallelism.For(8, 1, (_, _) => parallelism.For(4, 1, (from, to) => Interlocked.Add(ref total, to - from)));
        });

        Assert.That(total, Is.EqualTo(8 * 200 * 32));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen;)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen) return;
            seen = before;
        }
    }
}
