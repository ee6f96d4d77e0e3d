using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Tests.Groth16;
using Shadowgraph.Proofs.Threading;
using static Shadowgraph.Proofs.Tests.Proving.ProvingWorld;

namespace Shadowgraph.Proofs.Tests.Model.Proofs;

/// <summary>What plans promise to admission, held against the real thing. Budget: 10 s.</summary>
[TestFixture]
[NonParallelizable]
public sealed class CircuitCostTests
{
    [TestCase(CircuitSize.Small)]
    [TestCase(CircuitSize.Medium)]
    [TestCase(CircuitSize.Large)]
    public void Of_ASize_KnowsItsConstraints(CircuitSize size)
    {
        var circuit = ReputationCircuits.Get(size).R1cs;

        Assert.That(CircuitCost.Of(size).Constraints, Is.EqualTo(circuit.ConstraintCount + circuit.PublicCount).Within(1).Percent);
    }

    [Test]
    public Task Of_TheSmallCircuit_CoversItsKeyAndNotFarMore() => ChildProcess.RunAsync(CheckKeyBytesAsync);

    private static async Task CheckKeyBytesAsync()
    {
        var held = await KeyStore.GetAsync(CircuitSize.Small);
        using var file = new MemoryStream();
        held.Save(file);
        file.Position = 0;

        // Loaded once before: what the first key alone takes is the process's.
        ProvingKey.Load(file);
        file.Position = 0;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var key = ProvingKey.Load(file);
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(key);

        Console.WriteLine($"key: {taken >> 10} KiB");
        Assert.That(CircuitCost.Of(CircuitSize.Small).KeyBytes, Is.InRange(taken, 4 * taken));
    }

    [Test]
    public async Task WorkingBytes_OnOneThread_AreWhatAProofTakes_AndLittleMore([Values] CircuitSize size)
    {
        // The most is taken with a ceremony's key, which lacks the points that save a third of the transforms.
        var taken = await ProveAsync(size, threads: 1, hasFoldedC: false);

        await TestContext.Out.WriteLineAsync($"proof: {taken >> 10} KiB");
        Assert.That(CircuitCost.Of(size).WorkingBytes(1), Is.InRange(taken, taken * 11 / 10));
    }

    /// <summary>How much more depends on which stages meet.</summary>
    [Test]
    public async Task WorkingBytes_OnSeveralThreads_CoverAProof(
        [Values] CircuitSize size, [Values(2, 3, 5)] int threads, [Values] bool hasFoldedC) =>
        Assert.That(await ProveAsync(size, threads, hasFoldedC), Is.LessThanOrEqualTo(CircuitCost.Of(size).WorkingBytes(threads)));

    [Test]
    public void WorkingBytes_GrowWithThreads_UpToTheMostThatThereIsWorkFor([Values] CircuitSize size)
    {
        var cost = CircuitCost.Of(size);
        var bytes = Enumerable.Range(1, 32).Select(cost.WorkingBytes).ToArray();

        Assert.That(bytes, Is.Ordered.Ascending.And.Unique);
        Assert.That(cost.WorkingBytes(1000), Is.EqualTo(bytes[^1]));
        Assert.That(cost.WorkingBytes(0), Is.EqualTo(cost.WorkingBytes(Environment.ProcessorCount)));
    }

    /// <returns>Bytes of witness and scratch memory, at their peak.</returns>
    private static async Task<long> ProveAsync(CircuitSize size, int threads, bool hasFoldedC)
    {
        var key = await KeyStore.GetAsync(size);
        var prover = new Groth16Prover(hasFoldedC ? key : ProvingFixture.WithoutFoldedC(key));
        var job = Job(Named, ProofStatement.SetMembership());
        var plan = new ProofPlan(size, job.Opening.AttestationCount);
        using var cutter = new LinkCutter(ProofClaim.Check(job, plan), plan);
        using var inputs = cutter.Next().ToInputs(size);
        var meter = new WorkMeter();
        using (WorkMeter.Enter(meter))
        {
            using var witness = ReputationCircuits.Get(size).Solve(inputs);
            prover.Prove(witness, new Groth16ProverOptions { MaxDegreeOfParallelism = threads });
        }

        return meter.PeakLeasedBytes;
    }
}
