using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits.Gadgets;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Tests.Circuits.Model;
using Shadowgraph.Proofs.Tests.ConstraintSystems;

namespace Shadowgraph.Proofs.Tests.Circuits.Gadgets;

[TestFixture]
public sealed class FlagGadgetTests
{
    [TestCase(0, 0)]
    [TestCase(1, 1)]
    [TestCase(-1, 1)]
    [TestCase(123_456, 1)]
    public void IsNonZero_AnyValue_IsItsFlagAndNothingIsFree(int value, int expected)
    {
        var system = LambdaCircuit.Compile(builder =>
            builder.PublicOutput("flag", ZeroTest.IsNonZero(builder, builder.PublicInput("value"), "test")));
        using var inputs = new CircuitInputs { ["value"] = value };
        using var witness = system.Solve(inputs);

        Assert.That(witness.PublicSignals(system.R1cs), Is.EqualTo(new Fr[] { expected, value }));
        Assert.That(new ConstraintAudit(system.R1cs).FreeWires(witness.Values), Is.Empty);
        Assert.That(Determination.Undetermined(system.R1cs, witness.Values), Is.Empty);
    }

    [TestCase(0, 1)]
    [TestCase(5, 0)]
    [TestCase(5, 2)]
    public void IsNonZero_AForgedFlag_IsRefused(int value, int flag)
    {
        // The flag as wanted, with the inverse that would give it where there is one.
        var system = LambdaCircuit.Compile(builder => ZeroTest.IsNonZero(builder, builder.PrivateInput("value"), "test"));
        var inverse = (Fr)flag * ((Fr)value).Inverse();
        using var inputs = new CircuitInputs { ["value"] = value };
        using var witness = system.SolveUnchecked(inputs, (wire, honest) => system.Labels.OfWire(wire) switch
        {
            "test/inverse" => inverse,
            "test/flag" => flag,
            _ => honest,
        });

        Assert.That(system.R1cs.FirstViolated(witness), Is.Not.Null);
    }

    [TestCase(1, "000", true)]
    [TestCase(1, "100", true)]
    [TestCase(1, "111", true)]
    [TestCase(1, "010", false)]
    [TestCase(1, "101", false)]
    [TestCase(1, "001", false)]
    [TestCase(1, "200", false)]
    [TestCase(0, "000", true)]
    [TestCase(0, "100", false)]
    [TestCase(0, "111", false)]
    public void AssertNonIncreasing_Flags_MayOnlyFall(int limit, string flags, bool passes)
    {
        var system = LambdaCircuit.Compile(builder =>
        {
            LinearCombination first = builder.PrivateInput("limit");
            builder.AssertBoolean(first, "limit");
            LinearCombination[] wires = [.. builder.PrivateInputs("flags", flags.Length).Select(flag => (LinearCombination)flag)];
            Flags.AssertNonIncreasing(builder, first, wires, "flags");
        });
        using var inputs = new CircuitInputs { ["limit"] = limit, ["flags"] = flags.Select(flag => (Fr)(flag - '0')).ToArray() };
        using var witness = system.SolveUnchecked(inputs, (_, value) => value);

        Assert.That(system.R1cs.FirstViolated(witness) is null, Is.EqualTo(passes));
    }

    [TestCase(0, 0, true)]
    [TestCase(0, 3, false)]
    [TestCase(1, 0, true)]
    [TestCase(1, 3, true)]
    public void AssertZeroUnless_AFlag_ForcesZero(int flag, int value, bool passes)
    {
        var system = LambdaCircuit.Compile(builder =>
            Flags.AssertZeroUnless(builder, builder.PrivateInput("flag"), builder.PrivateInput("value"), "zero"));
        using var inputs = new CircuitInputs { ["flag"] = flag, ["value"] = value };
        using var witness = system.SolveUnchecked(inputs, (_, honest) => honest);

        Assert.That(system.R1cs.FirstViolated(witness) is null, Is.EqualTo(passes));
    }
}
