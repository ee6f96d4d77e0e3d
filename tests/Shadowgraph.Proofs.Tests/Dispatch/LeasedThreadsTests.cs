using Microsoft.Extensions.Time.Testing;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Dispatch;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>How running proofs take threads, and give them back to each other.</summary>
[TestFixture]
public sealed class LeasedThreadsTests
{
    private static readonly ProofPlan Small = new(CircuitSize.Small, 10);

    private int _woken;

    [SetUp]
    public void Forget() => _woken = 0;

    [Test]
    public void Begin_Alone_HasOneThreadAndTakesAllOthers()
    {
        var pool = Pool(4);
        using var lease = pool.TryTake(Small, 0, waiting: 1)!;
        using var helper = new Helper();
        using var computation = lease.Lent.Begin(helper);

        Assert.That((lease.Lent.Taken, lease.Lent.Degree), Is.EqualTo((4, 4)), "Three helpers were called at once.");
        Assert.That(helper.Called(3), Is.True);
        Assert.That(lease.Lent.TryTake(), Is.False);
        lease.Lent.Return();
        Assert.That(lease.Lent.Taken, Is.EqualTo(3));
        Assert.That(lease.Lent.TryTake(), Is.True);
    }

    [Test]
    public void TryTake_WhenOneHasAll_WaitsUntilAThreadIsGivenBack()
    {
        var pool = Pool(2);
        using var first = Begin(pool);

        Assert.That(pool.TryTake(Small, 0, waiting: 1), Is.Null);
        Assert.That((first.Lent.IsExceeded, first.Lent.Degree, _woken), Is.EqualTo((true, 1, 0)));
        Assert.That(first.Lent.TryReturnExcess(), Is.True);
        Assert.That(first.Lent.TryReturnExcess(), Is.False, "One is enough.");
        Assert.That(_woken, Is.EqualTo(1));
        using var second = pool.TryTake(Small, 0, waiting: 1)!;
        Assert.That((first.Threads, second.Threads), Is.EqualTo((1, 1)));
        Assert.That(first.Lent.TryTake(), Is.False);
    }

    [Test]
    public void TryTake_OnTwoProcessors_LetsAsManyRunAsTheOptionSays_WithAThreadEach()
    {
        var pool = Pool(2);
        using var first = Begin(pool);
        Assert.That(pool.TryTake(Small, 0, waiting: 3), Is.Null, "It has both, and gives one back first.");
        first.Lent.TryReturnExcess();

        var others = Enumerable.Range(0, 3).Select(i => pool.TryTake(Small, 0, waiting: 3 - i)).ToArray();

        Assert.That(others, Has.All.Not.Null);
        Assert.That(others.Select(lease => lease!.Threads).Append(first.Threads), Is.All.EqualTo(1));
        Assert.That(pool.TryTake(Small, 0, waiting: 1), Is.Null, "Four is the option's default.");
        others[0]!.Dispose();
        others[1]!.Dispose();
        Assert.That(first.Lent.Degree, Is.EqualTo(1), "There are two, and two threads.");
        others[2]!.Dispose();
        Assert.That(first.Lent.Degree, Is.EqualTo(2));
    }

    [Test]
    public void Dispose_OfOneOfTwo_GivesItsThreadToTheOtherAtOnce()
    {
        var pool = Pool(2);
        using var helper = new Helper();
        var (first, second) = (pool.TryTake(Small, 0, waiting: 2)!, pool.TryTake(Small, 0, waiting: 1)!);
        using var computation = first.Lent.Begin(helper);
        Assert.That((first.Threads, second.Threads), Is.EqualTo((1, 1)));

        second.Dispose();

        Assert.That((first.Lent.Taken, first.Lent.Degree), Is.EqualTo((2, 2)));
        Assert.That(helper.Called(1), Is.True);
        first.Dispose();
        Assert.That(pool.InUse, Is.EqualTo((0, 0L)));
    }

    [Test]
    public void ExpectNone_AfterOneWaitedInVain_LetsTheOtherKeepItsThreads()
    {
        var pool = Pool(2);
        using var first = Begin(pool);
        Assert.That(pool.TryTake(Small, 0, waiting: 1), Is.Null);

        pool.ExpectNone();

        Assert.That((first.Lent.IsExceeded, first.Lent.Degree), Is.EqualTo((false, 2)));
    }

    [Test]
    public void TryTake_WhatWouldNotFitIntoMemory_TakesNoThreadFromOthers()
    {
        var large = new ProofPlan(CircuitSize.Large, 300);
        var pool = Pool(2, budget: Small.EstimatedKeyBytes + large.BytesWith(1) + large.EstimatedKeyBytes);
        using var first = Begin(pool);

        Assert.That(pool.TryTake(large, 0, waiting: 1), Is.Null);
        Assert.That((first.Lent.IsExceeded, first.Lent.Degree), Is.EqualTo((false, 2)));
    }

    [Test]
    public void Begin_WhenMemoryIsShort_GetsOnlyThreadsThatFit()
    {
        var pool = Pool(8, budget: Small.EstimatedKeyBytes + Small.BytesWith(3));
        using var lease = Begin(pool);

        Assert.That((lease.Lent.Degree, pool.InUse.Bytes), Is.EqualTo((3, pool.Budget)));
    }

    [Test]
    public void Begin_WithAMostOfThreads_NeverGetsMore()
    {
        var pool = Pool(4);
        using var lease = pool.TryTake(Small, maxThreads: 1, waiting: 1)!;
        using var computation = lease.Lent.Begin(new Helper());

        Assert.That((lease.Lent.Degree, lease.Lent.TryTake()), Is.EqualTo((1, false)));
    }

    [Test]
    public void TryTake_BesideAProverThatKeepsItsThreads_WaitsForItsEnd()
    {
        var pool = Pool(2);
        var first = pool.TryTake(Small, 0, waiting: 1)!;

        Assert.That(pool.TryTake(Small, 0, waiting: 1), Is.Null);
        Assert.That(first.Threads, Is.EqualTo(2));
        first.Dispose();
        using var second = pool.TryTake(Small, 0, waiting: 1);
        Assert.That(second!.Threads, Is.EqualTo(2));
    }

    [Test]
    public void Abandon_TellsHelpersToLeave_AndTheirReturnsCountNoMore()
    {
        var pool = Pool(2);
        var lease = Begin(pool);
        lease.Abandon();

        Assert.That((lease.Lent.IsExceeded, lease.Lent.TryTake(), lease.Lent.TryReturnExcess()), Is.EqualTo((true, false, true)));
        lease.Lent.Return();
        lease.Lent.Dispose();
        using (var next = pool.TryTake(Small, 0, waiting: 1)) Assert.That(next!.Threads, Is.EqualTo(2));
        lease.Settle();
        Assert.That(pool.InUse, Is.EqualTo((0, 0L)));
    }

    [Test]
    public void PlanAtPeak_SaysTheMostThreadsThatItHad()
    {
        var pool = Pool(2);
        var (first, second) = (pool.TryTake(Small, 0, waiting: 2)!, pool.TryTake(Small, 0, waiting: 1)!);
        using var computation = first.Lent.Begin(new Helper());
        second.Dispose();
        using var third = pool.TryTake(Small, 0, waiting: 1);

        Assert.That(first.Plan.MaxDegreeOfParallelism, Is.EqualTo(1));
        Assert.That(first.PlanAtPeak.MaxDegreeOfParallelism, Is.EqualTo(2));
        Assert.That(first.PlanAtPeak.Lent, Is.Null);
    }

    [Test]
    public void UsedBy_SumsWhatItHadAndWhatOthersHadMeanwhile()
    {
        var time = new FakeTimeProvider();
        var pool = new LeasePool(new ProofPipelineOptions { MaxThreads = 2, MemoryBudget = 1L << 40 }, () => { }, time);
        using var first = pool.TryTake(Small, 0, waiting: 2)!;
        var second = pool.TryTake(Small, 0, waiting: 1)!;
        using var computation = first.Lent.Begin(new Helper());
        time.Advance(TimeSpan.FromSeconds(3));
        second.Dispose();
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.That(pool.UsedBy(first), Is.EqualTo(new ThreadSeconds(4, Own: 3 + 2, Others: 3)));
        Assert.That(PredictedWork.Done(first.Plan, pool, new(4, Own: 6, Others: 2)), Has.Property("Threads").EqualTo(2)
            .And.Property("Load").EqualTo(0.25));
    }

    [Test]
    public void AnyOrder_NeverTakesMoreThreadsThanProcessorsOrProofs_AndEndsWithNone(
        [Values(1, 2, 3, 8)] int processors, [Range(1, 5)] int seed)
    {
        var random = new Random(seed);
        var pool = Pool(processors);
        var leases = new List<Lease>();
        for (var step = 0; step < 3000; step++)
        {
            var lease = leases.Count > 0 ? leases[random.Next(leases.Count)] : null;
            switch (random.Next(9))
            {
                case 0 or 1:
                    if (pool.TryTake(Small, random.Next(3), random.Next(1, 5)) is { } taken) leases.Add(taken);
                    break;
                case 2 when lease is { Lent.Helper: null }:
                    lease.Lent.Begin(new Helper());
                    break;
                case 3 when lease is not null && random.Next(4) == 0:
                    lease.Lent.Dispose();
                    break;
                case 4 when lease is not null && random.Next(4) == 0:
                    leases.Remove(lease);
                    lease.Dispose();
                    break;
                case 5:
                    pool.ExpectNone();
                    break;
                case 6 when lease is { Lent: { Helper: not null, Taken: > 1 } }:
                    lease.Lent.Return();
                    break;
                case 7:
                    lease?.Lent.TryReturnExcess();
                    break;
                default:
                    lease?.Lent.TryTake();
                    break;
            }

            Assert.That(leases.Sum(each => each.Lent.Taken), Is.LessThanOrEqualTo(Math.Max(processors, leases.Count)));
            Assert.That(leases, Has.All.Matches<Lease>(each => each.Lent is { Taken: >= 1, Degree: >= 1 }));
        }

        foreach (var lease in leases) lease.Dispose();
        Assert.That(pool.InUse, Is.EqualTo((0, 0L)));
    }

    private LeasePool Pool(int processors, long budget = 1L << 40) =>
        new(new ProofPipelineOptions { MaxThreads = processors, MemoryBudget = budget }, () => _woken++);

    private static Lease Begin(LeasePool pool)
    {
        var lease = pool.TryTake(Small, 0, waiting: 1)!;
        lease.Lent.Begin(new Helper());
        return lease;
    }

    /// <summary>Counts how often the pool calls it, and takes no work.</summary>
    private sealed class Helper : IThreadPoolWorkItem, IDisposable
    {
        private readonly SemaphoreSlim _called = new(0);

        public void Execute() => _called.Release();

        public bool Called(int times) => Enumerable.Range(0, times).All(_ => _called.Wait(TimeSpan.FromMinutes(1)));

        public void Dispose() => _called.Dispose();
    }
}
