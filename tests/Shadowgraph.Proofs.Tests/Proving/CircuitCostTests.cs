using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Proving;
using static Shadowgraph.Proofs.Tests.Proving.ProvingWorld;

namespace Shadowgraph.Proofs.Tests.Proving;

/// <summary>What plans promise to admission, held against the real thing. Budget: 3 s.</summary>
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
    public async Task Of_TheSmallCircuit_CoversItsKeyAndNotFarMore()
    {
        var held = await KeyStore.GetAsync(CircuitSize.Small);
        using var file = new MemoryStream();
        held.Save(file);
        file.Position = 0;

        var before = SettledHeap.Measure();
        var key = ProvingKey.Load(file);
        var taken = SettledHeap.Measure() - before;
        GC.KeepAlive(key);

        await TestContext.Out.WriteLineAsync($"key: {taken >> 10} KiB");
        Assert.That(CircuitCost.Of(CircuitSize.Small).KeyBytes, Is.InRange(taken, 4 * taken));
    }

    [Test]
    public async Task Of_TheSmallCircuit_CoversAProof()
    {
        _ = await KeyStore.GetAsync(CircuitSize.Small);
        var job = Job(Named, ProofStatement.SetMembership());
        var plan = Prover.Plan(job, CircuitSize.Small);
        var before = ScratchPool.Shared.LeasedBytes;

        var proving = Prover.ProveAsync(job, plan);
        var peak = await Task.Run(() =>
        {
            var highest = 0L;
            while (!proving.IsCompleted)
            {
                highest = Math.Max(highest, ScratchPool.Shared.LeasedBytes - before);
                Thread.Yield();
            }

            return highest;
        });
        await proving;

        var taken = peak + (long)Fr.Size * ReputationCircuits.Get(CircuitSize.Small).R1cs.WireCount;
        await TestContext.Out.WriteLineAsync($"proof: {taken >> 10} KiB");
        Assert.That(plan.EstimatedBytes, Is.GreaterThanOrEqualTo(taken));
    }
}
