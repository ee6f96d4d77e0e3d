using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits.Gadgets;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Hashing;
using Shadowgraph.Proofs.Tests.Circuits.Model;
using Shadowgraph.Proofs.Tests.ConstraintSystems;

namespace Shadowgraph.Proofs.Tests.Circuits.Gadgets;

[TestFixture]
public sealed class PoseidonGadgetTests
{
    [Test]
    public void Hash_OfAnyArity_IsPoseidonAtThreeConstraintsAnSbox([Range(1, 16)] int arity)
    {
        var parameters = PoseidonParameters.For(arity + 1);
        var system = Compile(arity);
        var values = Enumerable.Range(0, arity).Select(_ => Fr.Random()).ToArray();
        var initial = Fr.Random();

        using var inputs = new CircuitInputs { ["initial"] = initial, ["inputs"] = values };
        using var witness = system.Solve(inputs);

        Assert.That(witness.PublicSignals(system.R1cs)[0], Is.EqualTo(Poseidon.Hash(values, initial)));

        // One constraint more makes the hash an output.
        Assert.That(system.R1cs.ConstraintCount, Is.EqualTo(3 * (8 * (arity + 1) + parameters.PartialRounds) + 1));
        Assert.That(new ConstraintAudit(system.R1cs).FreeWires(witness.Values), Is.Empty);
        Assert.That(Determination.Undetermined(system.R1cs, witness.Values), Is.Empty);
    }

    [Test]
    public void Hash_OfABlock_Costs612()
    {
        Assert.That(Compile(16).R1cs.ConstraintCount - 1, Is.EqualTo(612));
    }

    [Test]
    public void Hash_WithConstants_CostsNothingForThem()
    {
        var system = LambdaCircuit.Compile(builder =>
        {
            LinearCombination input = builder.PrivateInput("input");
            builder.PublicOutput("hash", new PoseidonGadget(builder).Hash("hash", 0, 5, input));
        });
        using var inputs = new CircuitInputs { ["input"] = 7 };
        using var witness = system.Solve(inputs);

        Assert.That(witness.PublicSignals(system.R1cs)[0], Is.EqualTo(Poseidon.Hash((Fr)5, (Fr)7)));
        Assert.That(system.R1cs.ConstraintCount, Is.EqualTo(3 * (8 * 3 + 57 - 2) + 1));
    }

    private static ConstraintSystem Compile(int arity) => LambdaCircuit.Compile(builder =>
    {
        LinearCombination initial = builder.PrivateInput("initial");
        LinearCombination[] inputs = [.. builder.PrivateInputs("inputs", arity).Select(input => (LinearCombination)input)];
        builder.PublicOutput("hash", new PoseidonGadget(builder).Hash("hash", initial, inputs));
    });
}
