using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Tests.Threading;

/// <summary>How the threads of one computation share nested loops.</summary>
[TestFixture]
public sealed class ThreadTeamTests
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

    [Test]
    public void Run_WhenItsAllowanceShrinks_ItsHelperLeavesAfterItsRange_AndTheOwnerDoesTheRest()
    {
        var allowance = new Allowance { Degree = 2 };
        var parallelism = new Parallelism(new ThreadTeam(allowance), CancellationToken.None);
        var owner = Environment.CurrentManagedThreadId;
        using var left = new ManualResetEventSlim();
        using var joined = new ManualResetEventSlim();
        allowance.Left = left.Set;
        int done = 0, byHelper = 0;
        parallelism.For(10, 1, (_, _) =>
        {
            Interlocked.Increment(ref done);
            if (Environment.CurrentManagedThreadId == owner)
            {
                if (joined.Wait(TimeSpan.FromMinutes(1)) && left.Wait(TimeSpan.FromMinutes(1))) return;
                throw new TimeoutException();
            }

            byHelper++;
            allowance.Degree = 1;
            joined.Set();
        });

        Assert.That((done, byHelper, allowance.Taken), Is.EqualTo((10, 1, 1)));
    }

    [Test]
    public void Run_WhenItsAllowanceGrows_AHelperThatIsCalledTakesRanges()
    {
        var allowance = new Allowance { Degree = 1 };
        var crew = new ThreadTeam(allowance);
        var parallelism = new Parallelism(crew, CancellationToken.None);
        using var together = new Barrier(2);
        var met = 0;
        parallelism.For(2, 1, (from, _) =>
        {
            if (from == 0)
            {
                allowance.Degree = 2;
                Assert.That(allowance.TryTake(), Is.True);
                ThreadPool.UnsafeQueueUserWorkItem(crew, preferLocal: false);
            }

            if (together.SignalAndWait(TimeSpan.FromMinutes(1))) Interlocked.Increment(ref met);
        });

        Assert.That((met, parallelism.Degree), Is.EqualTo((2, 2)));
    }

    /// <summary>An allowance that the test changes.</summary>
    private sealed class Allowance : IThreadBudget
    {
        private readonly Lock _gate = new();
        private volatile int _degree;
        private volatile int _taken = 1;

        public Action Left { get; set; } = () => { };

        public int Taken => _taken;

        public int Degree
        {
            get => _degree;
            set => _degree = value;
        }

        public bool IsExceeded => _taken > _degree;

        public bool TryTake() => Change(1, when: () => _taken < _degree);

        public bool TryReturnExcess()
        {
            if (!Change(-1, when: () => IsExceeded)) return false;
            Left();
            return true;
        }

        public void Return() => Change(-1, when: () => true);

        private bool Change(int by, Func<bool> when)
        {
            lock (_gate)
            {
                if (!when()) return false;
                _taken += by;
                return true;
            }
        }
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
