using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Tests.Interop;

public class CircomFixtureTests
{
    [TestCaseSource(typeof(CircomFixture), nameof(CircomFixture.Names))]
    public void CircomFiles_Read_WitnessSatisfiesConstraints(string name)
    {
        var circuit = CircomFixture.Get(name);
        using var constraints = File.OpenRead(circuit.R1cs);
        using var values = File.OpenRead(circuit.Witness);
        using var witness = Witness.Read(values);

        Assert.That(R1cs.Read(constraints).FirstViolated(witness), Is.Null);
    }
}
