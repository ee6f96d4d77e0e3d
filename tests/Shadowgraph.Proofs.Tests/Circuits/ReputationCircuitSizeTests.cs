using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Tests.Circuits.Model;

namespace Shadowgraph.Proofs.Tests.Circuits;

/// <summary>
/// Keys belong to exact circuits: a constraint more or less makes every key ever made worthless, so the counts are pinned.
/// </summary>
[TestFixture]
public sealed class ReputationCircuitSizeTests
{
    [TestCase(CircuitSize.Small, 25_797, 15)]
    [TestCase(CircuitSize.Medium, 59_202, 16)]
    [TestCase(CircuitSize.Large, 127_977, 17)]
    public void Constraints_OfEachSize_ArePinnedAndFitTheirDomain(CircuitSize size, int constraints, int log2Domain)
    {
        var r1cs = Systems.Of(size).R1cs;

        Assert.That(r1cs.ConstraintCount, Is.EqualTo(constraints));
        Assert.That(constraints + r1cs.PublicCount + 1, Is.LessThanOrEqualTo(1 << log2Domain), "rows of the public signals included");
    }

    [Test]
    public void Constraints_OfEightMoreAttestations_ArePinned()
    {
        var one = ConstraintSystem.Compile(new ReputationCircuit(8)).R1cs.ConstraintCount;

        Assert.That(Systems.Tiny.R1cs.ConstraintCount - one, Is.EqualTo(8 * 169 + 613));
    }

    [Test]
    public void PublicSignals_OfTheCircuit_StandInTheOrderThatContractsRead()
    {
        var system = Systems.Tiny;
        string[] expected =
            ["registryRoot", "scope", "nullifier", "subject", "recipient", "minScore", "maxScore", "asOf", "previousState", "nextState"];

        Assert.That(Enumerable.Range(1, system.R1cs.PublicCount).Select(wire => system.Labels.OfWire(wire)), Is.EqualTo(expected));
        Assert.That(system.R1cs.PublicOutputCount, Is.Zero);
        Assert.That((ReputationSignals.RegistryRoot, ReputationSignals.NextState, ReputationSignals.Count), Is.EqualTo((0, 9, 10)));
    }

    [TestCase(0)]
    [TestCase(4)]
    [TestCase(12)]
    public void Slots_NotInWholeBlocks_AreRefused(int slots)
    {
        Assert.That(() => new ReputationCircuit(slots), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
