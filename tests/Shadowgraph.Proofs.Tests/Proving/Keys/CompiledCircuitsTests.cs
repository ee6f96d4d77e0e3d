using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Proving.Keys;

[TestFixture]
public sealed class CompiledCircuitsTests
{
    [Test]
    public void Get_AfterATryThatFailed_CompilesIt_AndNamesItsDigest()
    {
        var tries = 0;
        var circuits = new CompiledCircuits(size => ++tries == 1 ? throw Faults.OutOfMemory() : new TinyCircuit(3 + (int)size));

        Assert.That(() => circuits.Digest(CircuitSize.Large), Throws.TypeOf<OutOfMemoryException>());
        var digest = circuits.Digest(CircuitSize.Large);
        var circuit = circuits.Get(CircuitSize.Large);

        Assert.That(circuits.Get(CircuitSize.Large), Is.SameAs(circuit));
        Assert.That(digest, Is.EqualTo(ReputationCircuits.DigestOf(ConstraintSystem.Compile(new TinyCircuit(5)).R1cs)));
        Assert.That(tries, Is.EqualTo(2));
    }

    [Test]
    public void Get_OfAnUndefinedSize_Throws() => Assert.That(
        () => new CompiledCircuits(_ => new TinyCircuit(3)).Get((CircuitSize)7), Throws.TypeOf<ArgumentOutOfRangeException>());
}
