using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Setup;

namespace Shadowgraph.Proofs.Tests.Interop;

/// <summary>
/// circom counts private inputs in the .r1cs header for which it keeps no wire: those that nothing needs, or that a linear constraint ties
/// to others or to a constant. Which ones depends on its level of optimisation.
/// </summary>
[TestFixture]
[Parallelizable]
public sealed class CircomPrivateInputTests
{
    private static readonly string[] Circuits = ["unused", "equal", "constant", "linear"];
    private static readonly string[] Levels = ["O0", "O1", "O2"];

    private string _proved = "";

    [OneTimeSetUp]
    public void CreateFolder() => _proved = Directory.CreateTempSubdirectory("private-inputs-").FullName;

    [OneTimeTearDown]
    public void DeleteFolder() => Directory.Delete(_proved, recursive: true);

    [Test]
    public void CircomCircuit_AtEveryLevel_IsSetUpAndProvedAsSnarkjsVerifies()
    {
        var made = NodeFixture.Make("private-inputs.mjs", "private-inputs", "make");
        var withoutWire = 0;
        foreach (var name in Names())
        {
            using var constraints = File.OpenRead(Path.Combine(made, $"{name}.r1cs"));
            using var values = File.OpenRead(Path.Combine(made, $"{name}.wtns"));
            var r1cs = R1cs.Read(constraints);
            using var witness = Witness.Read(values);
            if (1 + r1cs.PublicCount + r1cs.PrivateInputCount > r1cs.WireCount) withoutWire++;

            var key = Groth16Setup.CreateDevelopmentKey(r1cs);
            Write(name, "vkey", key.VerifyingKey.ToJson());
            Write(name, "proof", new Groth16Prover(key).Prove(witness).ToJson());
            Write(name, "public", PublicSignals.ToJson(witness.PublicSignals(r1cs)));
        }

        Assert.That(withoutWire, Is.GreaterThan(Circuits.Length), "the circuits don't have what this is about");
        Assert.That(
            NodeScript.Run("private-inputs.mjs", "verify", _proved).Trim().Split('\n'), Is.EqualTo(Names().Select(name => $"{name} true")));
    }

    private static IEnumerable<string> Names() => Circuits.SelectMany(_ => Levels, (circuit, level) => $"{circuit}.{level}");

    private void Write(string name, string kind, byte[] json) => File.WriteAllBytes(Path.Combine(_proved, $"{name}.{kind}.json"), json);
}
