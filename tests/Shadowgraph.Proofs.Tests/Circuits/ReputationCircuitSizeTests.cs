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
    [TestCase(CircuitSize.Small, 24_037, 15)]
    [TestCase(CircuitSize.Medium, 51_907, 16)]
    [TestCase(CircuitSize.Large, 103_002, 17)]
    public void Constraints_OfEachSize_ArePinnedAndFitTheirDomain(CircuitSize size, int constraints, int log2Domain)
    {
        var r1cs = Systems.Of(size).R1cs;

        Assert.That(r1cs.ConstraintCount, Is.EqualTo(constraints));
        Assert.That(constraints + r1cs.PublicCount + 1, Is.LessThanOrEqualTo(1 << log2Domain), "rows of the public signals included");
    }

    [Test]
    public void Constraints_OfABlockMore_ArePinned()
    {
        var one = ConstraintSystem.Compile(new ReputationCircuit(24)).R1cs.ConstraintCount;

        Assert.That(Systems.Tiny.R1cs.ConstraintCount - one, Is.EqualTo(24 * 168 + 613));
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
    [TestCase(8)]
    [TestCase(36)]
    public void Slots_NotInWholeBlocks_AreRefused(int slots)
    {
        Assert.That(() => new ReputationCircuit(slots), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
