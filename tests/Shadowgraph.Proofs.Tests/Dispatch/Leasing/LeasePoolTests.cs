using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Dispatch.Leasing;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch.Leasing;

/// <summary>How slots, threads and memory are shared.</summary>
[TestFixture]
public sealed class LeasePoolTests
{
    private static readonly ProofPlan Small = new(CircuitSize.Small, 10);
    private static readonly ProofPlan Large = new(CircuitSize.Large, 300);

    [TestCase(8, 4, 1, ExpectedResult = 8, TestName = "TryTake_Alone_GetsAllThreads")]
    [TestCase(8, 4, 2, ExpectedResult = 4, TestName = "TryTake_OneOfTwo_GetsHalf")]
    [TestCase(8, 4, 9, ExpectedResult = 2, TestName = "TryTake_OneOfMany_GetsAPartForEachSlot")]
    [TestCase(2, 4, 9, ExpectedResult = 1, TestName = "TryTake_OnFewProcessors_GetsOne")]
    public int TryTake_SharesThreads(int processors, int slots, int waiting)
    {
        var pool = Pool(processors, slots);
        using var lease = pool.TryTake(Small, 0, waiting)!;
        return lease.Threads;
    }

    [Test]
    public void TryTake_AsOftenAsItGoes_GivesEachAThread_AndElseNoMoreThanProcessors([Values(1, 2, 3, 7, 16)] int processors)
    {
        var pool = Pool(processors, slots: 4);
        var leases = new List<Lease>();
        while (pool.TryTake(Small, 0, 4 - leases.Count) is { } lease) leases.Add(lease);

        Assert.That(leases, Has.Count.EqualTo(4), "as many as the option says, on any machine");
        Assert.That(leases.Sum(lease => lease.Threads), Is.EqualTo(Math.Max(4, processors)));
        Assert.That(pool.InUse.Threads, Is.EqualTo(processors));
        foreach (var lease in leases) lease.Dispose();
        Assert.That(pool.InUse, Is.EqualTo((0, 0L)));
    }

    [TestCase(2, ExpectedResult = 2)]
    [TestCase(9, ExpectedResult = 6)]
    public int Slots_OfAProverWithALimit_AreNoMoreThanThat_NorThanTheOption(int limit)
    {
        var pool = new LeasePool(Options(processors: 1, slots: 6, 1L << 40), () => { }, proverLimit: limit);
        var leases = new List<Lease>();
        while (pool.TryTake(Small, 0, 1) is { } lease) leases.Add(lease);

        Assert.That(leases, Has.Count.EqualTo(pool.Slots));
        Assert.That(leases, Has.All.Matches<Lease>(lease => lease.Plan.MaxDegreeOfParallelism == 0), "Its threads are not this machine's.");
        foreach (var lease in leases) lease.Dispose();
        Assert.That(pool.InUse, Is.EqualTo((0, 0L)));
        return leases.Count;
    }

    [Test]
    public void TryTake_WithAMostOfThreads_GivesNoMore()
    {
        using var lease = Pool(8, 4).TryTake(Small, maxThreads: 1, waiting: 1)!;

        Assert.That(lease.Threads, Is.EqualTo(1));
    }

    [Test]
    public void TryTake_BeyondTheBudget_Waits_AndFitsWhenOneIsGivenBack()
    {
        var woken = 0;
        var budget = Large.EstimatedKeyBytes + 2 * OneThread(Large).EstimatedBytes;
        var pool = new LeasePool(Options(4, 4, budget), () => woken++);
        var first = pool.TryTake(Large, 1, 1)!;
        var second = pool.TryTake(Large, 1, 1)!;

        Assert.That(pool.TryTake(Large, 1, 1), Is.Null);
        Assert.That(pool.InUse.Bytes, Is.EqualTo(budget), "The key is counted once.");
        first.Dispose();
        first.Dispose();
        Assert.That(woken, Is.EqualTo(1));
        using var third = pool.TryTake(Large, 1, 1);
        Assert.That(third, Is.Not.Null);
        second.Dispose();
    }

    [Test]
    public void TryTake_WhenAllThreadsDoNotFit_GivesFewer()
    {
        var budget = Large.EstimatedKeyBytes + (Large with { MaxDegreeOfParallelism = 3 }).EstimatedBytes;
        using var lease = new LeasePool(Options(8, 4, budget), () => { }).TryTake(Large, 0, 1)!;

        Assert.That(lease.Threads, Is.EqualTo(3));
    }

    [Test]
    public void CouldTake_SaysWhetherItWouldEverFit()
    {
        var needed = Large.EstimatedKeyBytes + OneThread(Large).EstimatedBytes;

        Assert.That(new LeasePool(Options(8, 4, needed), () => { }).CouldTake(Large), Is.True);
        Assert.That(new LeasePool(Options(8, 4, needed - 1), () => { }).CouldTake(Large), Is.False);
    }

    [Test]
    public void Abandon_GivesSlotAndThreadsBack_AndTheMemoryOnlyWhenSettled()
    {
        var pool = Pool(2, 1);
        var lease = pool.TryTake(Small, 0, 1)!;

        Assert.That(lease.Abandon(), Is.True);
        Assert.That((pool.Abandoned, pool.InUse.Threads), Is.EqualTo((1, 0)));
        Assert.That(pool.InUse.Bytes, Is.EqualTo(lease.Bytes + Small.EstimatedKeyBytes));
        lease.Dispose();
        Assert.That(pool.Abandoned, Is.EqualTo(1), "Giving it back late changes nothing.");
        using (pool.TryTake(Small, 0, 1)) lease.Settle();
        Assert.That((pool.Abandoned, pool.InUse.Bytes), Is.EqualTo((0, 0L)));
        Assert.That(lease.Abandon(), Is.False);
    }

    [Test]
    public void TryTake_WhenOnlyAbandonedOnesHoldTheMemory_StillGives()
    {
        var pool = new LeasePool(Options(2, 2, Small.EstimatedKeyBytes + OneThread(Small).EstimatedBytes), () => { });
        pool.TryTake(Small, 1, 1)!.Abandon();

        using var next = pool.TryTake(Small, 1, 1);

        Assert.That(next, Is.Not.Null);
    }

    [Test]
    public void Budget_ByDefault_IsThreeQuartersOfWhatIsAvailable()
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

        Assert.That(new LeasePool(new ProofPipelineOptions(), () => { }).Budget, Is.EqualTo(available / 4 * 3));
    }

    private static ProofPlan OneThread(ProofPlan plan) => plan with { MaxDegreeOfParallelism = 1 };

    private static LeasePool Pool(int processors, int slots) => new(Options(processors, slots, 1L << 40), () => { });

    private static ProofPipelineOptions Options(int processors, int slots, long budget) =>
        new() { MaxThreads = processors, MaxConcurrency = slots, MemoryBudget = budget };
}
