using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Setup;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Tests.Groth16;

/// <summary>That setup and prover end cleanly wherever they are stopped, and leave nothing in their scratch memory.</summary>
public class Groth16SecrecyTests
{
    private static readonly TestCircuit Circuit = TestCircuit.Random(3, 60);

    [Test]
    public void CreateDevelopmentKey_CancelledAtAnyReport_ThrowsAndGivesAllScratchBack()
    {
        var r1cs = ConstraintSystem.Compile(Circuit).R1cs;
        var stages = StopEverywhere((pool, progress, token) => Groth16Setup.CreateDevelopmentKey(r1cs, null, progress, pool, token));

        Assert.That(stages, Is.GreaterThanOrEqualTo(7));
    }

    [Test]
    public void Prove_CancelledAtAnyReport_ThrowsAndGivesAllScratchBack()
    {
        using var proving = new ProvingFixture(Circuit);
        foreach (var key in proving.BothKeys())
        {
            var stages = StopEverywhere((pool, progress, token) => new Groth16Prover(key, pool).Prove(proving.Witness, null, progress, token));

            Assert.That(stages, Is.GreaterThanOrEqualTo(7));
        }
    }

    [Test]
    public void Prove_CancelledBefore_ReportsNothing()
    {
        using var proving = new ProvingFixture(Circuit);
        var progress = new RecordingProgress();

        var cancelled = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(() =>
            new Groth16Prover(proving.Key).Prove(proving.Witness, progress: progress, cancellationToken: cancelled));
        Assert.That(progress.Reports, Is.Empty);
    }

    [Test]
    public void Prove_RejectedWitness_GivesAllScratchBack()
    {
        using var proving = new ProvingFixture(Circuit);
        using var pool = new ScratchPool(1 << 24);
        proving.Witness.Mutable[^1] += Fr.One;

        Assert.Throws<WitnessRejectedException>(() => new Groth16Prover(proving.Key, pool).Prove(proving.Witness));
        Assert.That(pool.LeasedBytes, Is.Zero);
    }

    [Test]
    public void Prove_Done_ScratchHoldsOnlyZeros()
    {
        using var proving = new ProvingFixture(Circuit);
        foreach (var key in proving.BothKeys())
        {
            using var pool = new ScratchPool(1 << 24);
            new Groth16Prover(key, pool).Prove(proving.Witness);

            AssertRetainedMemoryIsZero(pool);
        }
    }

    [Test]
    public void CreateDevelopmentKey_Done_ScratchHoldsOnlyZeros()
    {
        var r1cs = ConstraintSystem.Compile(Circuit).R1cs;
        using var pool = new ScratchPool(1 << 24);
        var key = Groth16Setup.CreateDevelopmentKey(r1cs, null, null, pool, default);

        AssertRetainedMemoryIsZero(pool);
    }

    [Test]
    public Task Prove_SteadyState_AllocatesLittleAndNoLargeObject() => ChildProcess.RunAsync(CheckSteadyStateAsync);

    private static Task CheckSteadyStateAsync()
    {
        using var proving = new ProvingFixture(TestCircuit.Random(9, 3000));
        foreach (var key in proving.BothKeys())
        {
            var prover = new Groth16Prover(key);
            var options = new Groth16ProverOptions { MaxDegreeOfParallelism = 1 };
            prover.Prove(proving.Witness, options);
            Assert.That(Allocations.Of(() => prover.Prove(proving.Witness, options)), Is.LessThan(1 << 20));

            var largeBefore = CollectAndMeasureLargeObjects().After;
            prover.Prove(proving.Witness, options);
            Assert.That(CollectAndMeasureLargeObjects().Before - largeBefore, Is.Zero);
        }

        return Task.CompletedTask;
    }

    /// <summary>Bytes of large objects that the collection found, and that it left.</summary>
    private static (long Before, long After) CollectAndMeasureLargeObjects()
    {
        const int LargeObjects = 3;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        var generation = GC.GetGCMemoryInfo(GCKind.FullBlocking).GenerationInfo[LargeObjects];
        return (
            generation.SizeBeforeBytes - generation.FragmentationBeforeBytes,
            generation.SizeAfterBytes - generation.FragmentationAfterBytes);
    }

    /// <summary>Runs the work once for each of its reports of progress and cancels it there. Returns how many there are.</summary>
    private static int StopEverywhere(Action<ScratchPool, IProgress<double>, CancellationToken> work)
    {
        for (var stage = 1; ; stage++)
        {
            using var pool = new ScratchPool(1 << 24);
            using var cancellation = new CancellationTokenSource();
            var progress = new RecordingProgress(report =>
            {
                if (report == stage) cancellation.Cancel();
            });
            try
            {
                work(pool, progress, cancellation.Token);
            }
            catch (OperationCanceledException exception)
            {
                Assert.That(exception.CancellationToken, Is.EqualTo(cancellation.Token));
                Assert.That(progress.Reports, Has.Count.EqualTo(stage), "it went on after it was cancelled");
                Assert.That(pool.LeasedBytes, Is.Zero);
                continue;
            }

            // The last report, of 1, comes when there is nothing left to cancel.
            Assert.That(progress.Reports[^1], Is.EqualTo(1));
            Assert.That(progress.Reports, Has.Count.EqualTo(stage));
            return stage;
        }
    }

    private static void AssertRetainedMemoryIsZero(ScratchPool pool)
    {
        Assert.That(pool.LeasedBytes, Is.Zero);
        var retained = pool.RetainedBytes;
        Assert.That(retained, Is.Positive);

        // A lease of all that was ever touched; it is not cleared again.
        using var all = pool.Rent<byte>((int)retained);
        Assert.That(pool.RetainedBytes, Is.Zero);
        Assert.That(all.Span.ContainsAnyExcept((byte)0), Is.False);
    }
}
