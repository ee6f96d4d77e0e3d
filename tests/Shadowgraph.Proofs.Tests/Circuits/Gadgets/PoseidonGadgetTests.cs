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
            builder.PublicOutput("hash", new PoseidonGadget(builder).Hash("hash", 1, 0, 5, input));
        });
        using var inputs = new CircuitInputs { ["input"] = 7 };
        using var witness = system.Solve(inputs);

        Assert.That(witness.PublicSignals(system.R1cs)[0], Is.EqualTo(Poseidon.Hash((Fr)5, (Fr)7)));
        Assert.That(system.R1cs.ConstraintCount, Is.EqualTo(3 * (8 * 3 + 57 - 2) + 1));
    }

    [Test]
    public void Hash_SwitchedOff_IsZeroInEveryWire_AndIsTheHashOtherwise([Values(1, 2, 16)] int arity, [Values(0, 1)] int active)
    {
        var system = LambdaCircuit.Compile(builder =>
        {
            LinearCombination flag = builder.PrivateInput("flag");
            builder.AssertBoolean(flag, "flag");
            LinearCombination[] inputs = [5, .. builder.PrivateInputs("inputs", arity).Select(input => (LinearCombination)input)];
            var hash = new PoseidonGadget(builder).Hash("hash", flag, 0, inputs.AsSpan(0, arity));
            builder.PublicOutput("hash", hash);
            foreach (var input in inputs[arity..]) Flags.AssertZeroUnless(builder, 0, input, "not hashed");
        });
        Fr[] values = [.. Enumerable.Range(0, arity).Select(i => active == 1 && i < arity - 1 ? Fr.Random() : Fr.Zero)];
        using var inputs = new CircuitInputs { ["flag"] = active, ["inputs"] = values };
        using var witness = system.Solve(inputs);

        var expected = Poseidon.Hash([5, .. values[..^1]]);
        Assert.That(witness.PublicSignals(system.R1cs)[0], Is.EqualTo(active == 1 ? expected : Fr.Zero));
        Assert.That(witness.Values[1..].ToArray().All(value => value.IsZero), Is.EqualTo(active == 0));
        Assert.That(new ConstraintAudit(system.R1cs).FreeWires(witness.Values), Is.Empty);
        Assert.That(Determination.Undetermined(system.R1cs, witness.Values), Is.Empty);
    }

    private static ConstraintSystem Compile(int arity) => LambdaCircuit.Compile(builder =>
    {
        LinearCombination initial = builder.PrivateInput("initial");
        LinearCombination[] inputs = [.. builder.PrivateInputs("inputs", arity).Select(input => (LinearCombination)input)];
        builder.PublicOutput("hash", new PoseidonGadget(builder).Hash("hash", 1, initial, inputs));
    });
}
