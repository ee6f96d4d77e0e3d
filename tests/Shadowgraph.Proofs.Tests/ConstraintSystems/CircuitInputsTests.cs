using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Tests.ConstraintSystems;

[TestFixture]
public sealed class CircuitInputsTests
{
    private static readonly ConstraintSystem System = LambdaCircuit.Compile(builder =>
    {
        var x = builder.PublicInput("x");
        var path = builder.PrivateInputs("path", 2);
        builder.AssertEqual(LinearCombination.Sum(path[0], path[1]), x, "sum");
    });

    [Test]
    public void Solve_InputMissing_IsNamed()
    {
        using var inputs = new CircuitInputs { ["x"] = 3 };

        Assert.That(() => System.Solve(inputs), Refuses("path", "missing"));
    }

    [Test]
    public void Solve_InputUnknown_IsNamedWithThoseThereAre()
    {
        using var inputs = new CircuitInputs { ["x"] = 3, ["path"] = new Fr[] { 1, 2 }, ["paths"] = 1 };

        Assert.That(() => System.Solve(inputs), Refuses("paths", "x, path"));
    }

    [Test]
    public void Solve_NullArray_IsTheEmptyOne()
    {
        using var inputs = new CircuitInputs { ["x"] = 3, ["path"] = (Fr[])null! };

        Assert.That(() => System.Solve(inputs), Refuses("path", "an array of 2, and an array of 0"));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    public void Solve_ArrayOfAnotherLength_IsNamedWithBothLengths(int length)
    {
        using var inputs = new CircuitInputs { ["x"] = 3, ["path"] = new Fr[length] };

        Assert.That(() => System.Solve(inputs), Refuses("path", $"an array of 2, and an array of {length}"));
    }

    [Test]
    public void Solve_ScalarForArrayAndArrayForScalar_AreNamed()
    {
        using var scalar = new CircuitInputs { ["x"] = 3, ["path"] = 1 };
        using var array = new CircuitInputs { ["x"] = new Fr[] { 3 }, ["path"] = new Fr[] { 1, 2 } };

        Assert.That(() => System.Solve(scalar), Refuses("path", "an array of 2, and one scalar"));
        Assert.That(() => System.Solve(array), Refuses("x", "one scalar, and an array of 1"));
    }

    [Test]
    public void Indexer_SetTwice_KeepsTheLast()
    {
        using var inputs = new CircuitInputs { ["x"] = 9, ["path"] = new Fr[] { 1, 2 } };
        inputs["x"] = 3;

        using var witness = System.Solve(inputs);

        Assert.That(witness.Values[1], Is.EqualTo((Fr)3));
    }

    [Test]
    public void Indexer_Array_IsCopied()
    {
        Fr[] path = [1, 2];
        using var inputs = new CircuitInputs { ["x"] = 3, ["path"] = path };
        path[0] = 100;

        Assert.That(() => System.Solve(inputs).Dispose(), Throws.Nothing);
    }

    [Test]
    public void Dispose_ValueUsedTwice_LeavesTheOtherInputs()
    {
        InputValue three = 3, path = new Fr[] { 1, 2 };
        using var kept = new CircuitInputs { ["x"] = three, ["path"] = path };
        new CircuitInputs { ["x"] = three, ["path"] = path }.Dispose();

        Assert.That(() => System.Solve(kept).Dispose(), Throws.Nothing);
    }

    [Test]
    public void Dispose_ForgetsTheValuesAndLeavesTheCallersArray()
    {
        Fr[] path = [1, 2];
        var inputs = new CircuitInputs { ["x"] = 3, ["path"] = path };

        inputs.Dispose();

        Assert.That(path, Is.EqualTo(new Fr[] { 1, 2 }));
        Assert.That(() => System.Solve(inputs), Refuses("x", "missing"));
    }

    private static NUnit.Framework.Constraints.ContainsConstraint Refuses(string name, string message) =>
        Throws.InstanceOf<CircuitInputException>().With.Property("InputName").EqualTo(name).And.Message.Contains(message);
}
