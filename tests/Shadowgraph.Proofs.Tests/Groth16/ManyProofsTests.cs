using System.Runtime;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Tests.Groth16;

/// <summary>That a prover can go on for ever: nothing that one proof leaves behind adds up.</summary>
[TestFixture]
public sealed class ManyProofsTests
{
    private const int Proofs = 10_000;

    /// <summary>What the runtime may keep more of at one time than at another: code, and statistics of its own.</summary>
    private const long Slack = 1 << 20;

    [Test]
    [Category("Long")]
    public Task Prove_TenThousandTimes_KeepsNoMemory() => ChildProcess.RunAsync(CheckManyProofsAsync);

    private static Task CheckManyProofsAsync()
    {
        using var proving = new ProvingFixture(TestCircuit.Random(3, 60));
        var prover = new Groth16Prover(proving.Key);
        for (var i = 0; i < Proofs / 10; i++) prover.Prove(proving.Witness);
        var before = Measure();

        for (var i = 0; i < Proofs; i++) prover.Prove(proving.Witness);

        var after = Measure();
        Assert.That(after.Managed - before.Managed, Is.LessThan(Slack));
        Assert.That(after.Scratch - before.Scratch, Is.LessThan(Slack));
        Assert.That(after.Large, Is.LessThanOrEqualTo(before.Large));
        return Task.CompletedTask;
    }

    private static (long Managed, long Scratch, long Large) Measure()
    {
        const int LargeObjects = 3;
        // Compacted, so that it is what is alive and not what the collector had not yet got round to.
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        var large = GC.GetGCMemoryInfo(GCKind.FullBlocking).GenerationInfo[LargeObjects];
        return (
            managed,
            ScratchPool.Shared.RetainedBytes + ScratchPool.Shared.LeasedBytes,
            large.SizeAfterBytes - large.FragmentationAfterBytes);
    }
}
