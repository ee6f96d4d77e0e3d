using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Tests.ConstraintSystems;

[TestFixture]
public sealed class CircuitBuilderTests
{
    [Test]
    public void Compile_EqualRows_AreStoredOnce()
    {
        var system = LambdaCircuit.Compile(builder =>
        {
            var x = builder.PrivateInputs("x", 3);
            for (var i = 0; i < 10; i++)
            {
                builder.AssertProduct(x[0] + (2 * x[1]), x[2] - x[0], 5, "a");
                builder.AssertProduct((2 * x[1]) + x[0], 5, -x[0] + x[2], "b");
            }
        });

        Assert.That(system.R1cs.ConstraintCount, Is.EqualTo(20));
        Assert.That(system.R1cs.Rows.Count, Is.EqualTo(3));
        Assert.That(system.R1cs.Rows.NonZeroCount, Is.EqualTo(5));
    }

    [Test]
    public void Compile_InputDeclaredTwice_IsRefused() =>
        Assert.That(
            () => LambdaCircuit.Compile(builder => { builder.PublicInput("x"); builder.PrivateInputs("x", 2); }),
            Throws.InstanceOf<CircuitDefinitionException>().With.Message.Contains("\"x\""));

    [Test]
    public void Compile_InputWithoutConstraint_IsNamed() =>
        Assert.That(
            () => LambdaCircuit.Compile(builder => builder.AssertEqual(builder.PublicInputs("x", 2)[0], 1, "one")),
            Throws.InstanceOf<CircuitDefinitionException>().With.Message.Contains("\"x[1]\""));

    [Test]
    public void Compile_ComputedWireWithoutConstraint_IsNamed() =>
        Assert.That(
            () => LambdaCircuit.Compile(builder =>
            {
                using var scope = builder.Scope("inner", 2);
                builder.Compute(3, value => value, "copy");
            }),
            Throws.InstanceOf<CircuitDefinitionException>().With.Message.Contains("\"inner[2]/copy\""));

    [Test]
    public void Assertions_OnRightConstants_AddNothing()
    {
        var builder = new CircuitBuilder();
        var x = builder.PrivateInput("x");

        builder.AssertEqual(2, 1 + (LinearCombination)1, "equal");
        builder.AssertEqual(x + 1, 1 + x, "same");
        builder.AssertProduct(2, 3, 6, "product");
        builder.AssertBoolean(1, "boolean");

        Assert.That(builder.ConstraintCount, Is.Zero);
    }

    [Test]
    public void Assertions_OnWrongConstants_AreContradictionsWithTheirLabel()
    {
        var builder = new CircuitBuilder();
        var x = builder.PrivateInput("x");
        using var scope = builder.Scope("here");

        Assert.That(() => builder.AssertEqual(x + 1, x, "equal"), Contradicts("here/equal"));
        Assert.That(() => builder.AssertProduct(2, 3, 7, "product"), Contradicts("here/product"));
        Assert.That(() => builder.AssertBoolean(2, "boolean"), Contradicts("here/boolean"));
    }

    [TestCase("")]
    [TestCase("a,b")]
    [TestCase("a/b")]
    [TestCase("a\nb")]
    public void Names_ThatWouldBreakPaths_AreRefused(string name)
    {
        var builder = new CircuitBuilder();

        Assert.That(() => builder.PublicInput(name), Throws.ArgumentException);
        Assert.That(() => builder.Scope(name), Throws.ArgumentException);
        Assert.That(() => builder.Multiply(1, 1, name), Throws.ArgumentException);
    }

    [Test]
    public void Counts_BelowOne_AreRefused()
    {
        var builder = new CircuitBuilder();

        Assert.That(() => builder.PublicInputs("x", 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => builder.Compute(0, [], (_, _) => { }, "none"), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => builder.Scope("x", -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Scopes_ClosedInAnotherOrder_AreRefused()
    {
        var builder = new CircuitBuilder();
        var outer = builder.Scope("outer");
        using var inner = builder.Scope("inner");

        Assert.That(outer.Dispose, Throws.InvalidOperationException);
    }

    [Test]
    public void Builder_AfterCompiling_CannotBeUsed()
    {
        CircuitBuilder? leaked = null;
        LambdaCircuit.Compile(builder => builder.Multiply((leaked = builder).PublicInput("x"), 1));

        Assert.That(() => leaked!.PublicInput("y"), Throws.InvalidOperationException);
        Assert.That(() => leaked!.Multiply(1, 1), Throws.InvalidOperationException);
        Assert.That(() => leaked!.Scope("s"), Throws.InvalidOperationException);
    }

    [Test]
    public void Compute_SeveralInputsAndOutputs_AreOrderedAsGiven()
    {
        var system = LambdaCircuit.Compile(builder =>
        {
            var x = builder.PrivateInputs("x", 2);
            var divided = builder.Compute(2, [x[0], x[1] + 1, 100], static (inputs, outputs) =>
            {
                outputs[0] = inputs[0] * inputs[1].Inverse();
                outputs[1] = inputs[2] - inputs[0];
            }, "divided");
            builder.AssertProduct(divided[0], x[1] + 1, x[0], "division");
            builder.AssertEqual(divided[1], 100 - x[0], "difference");
        });
        using var inputs = new CircuitInputs { ["x"] = new Fr[] { 42, 5 } };
        using var witness = system.Solve(inputs);

        Assert.That(witness.Values[3..].ToArray(), Is.EqualTo(new Fr[] { 7, 58 }));
    }

    private static NUnit.Framework.Constraints.ContainsConstraint Contradicts(string label) =>
        Throws.InstanceOf<CircuitDefinitionException>().With.Message.Contains($"\"{label}\"");
}
