using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Tests.ConstraintSystems;

[TestFixture]
public sealed class ConstraintSystemTests
{
    private static readonly ConstraintSystem Factorisation = ConstraintSystem.Compile(new FactorisationCircuit());

    [Test]
    public void Solve_TrueStatement_SatisfiesEveryConstraint()
    {
        using var inputs = new CircuitInputs { ["n"] = 21, ["p"] = 3, ["q"] = 7 };
        using var witness = Factorisation.Solve(inputs);

        Assert.That(Factorisation.R1cs.FirstViolated(witness), Is.Null);
        Assert.That(witness.PublicSignals(Factorisation.R1cs), Is.EqualTo(new Fr[] { 21 }));
        Assert.That(witness.Values[0], Is.EqualTo(Fr.One));
        Assert.That(Factorisation.R1cs.ConstraintCount, Is.EqualTo(1 + (2 * (64 + 1 + 1))));
    }

    [TestCase(22, 3, 7, 0, "product")]
    [TestCase(7, 1, 7, 66, "p/is not 1")]
    [TestCase(3, 3, 1, 132, "q/is not 1")]
    public void Solve_FalseStatement_NamesTheConstraint(int n, int p, int q, int index, string label)
    {
        using var inputs = new CircuitInputs { ["n"] = n, ["p"] = p, ["q"] = q };

        Assert.That(
            () => Factorisation.Solve(inputs),
            Throws.InstanceOf<ConstraintNotSatisfiedException>()
                .With.Property("ConstraintIndex").EqualTo(index).And.Property("Label").EqualTo(label)
                .And.Message.Contains("factorisation"));
    }

    [Test]
    public void Solve_FactorThatWraps_IsRefusedByTheRange()
    {
        var half = new Fr(2).Inverse();
        using var inputs = new CircuitInputs { ["n"] = 3, ["p"] = 6, ["q"] = half };

        Assert.That(() => Factorisation.Solve(inputs), Throws.InstanceOf<ConstraintNotSatisfiedException>().With.Property("Label").EqualTo("q/sum of bits"));
    }

    [Test]
    public void Solve_FalseStatement_NeverTellsValues()
    {
        using var inputs = new CircuitInputs { ["n"] = 1234567890123, ["p"] = 987654321, ["q"] = 55555555 };

        var refusal = Assert.Throws<ConstraintNotSatisfiedException>(() => Factorisation.Solve(inputs))!;

        foreach (var secret in new[] { "1234567890123", "987654321", "55555555" }) Assert.That(refusal.ToString(), Does.Not.Contain(secret));
        Assert.That(inputs.ToString(), Does.Not.Contain("987654321"));
    }

    [Test]
    public void Solve_MembershipPath_PublishesItsRoot()
    {
        var system = ConstraintSystem.Compile(new MembershipCircuit(2));
        using var inputs = new CircuitInputs { ["leaf"] = 17, ["siblings"] = new Fr[] { 5, 0 }, ["sides"] = new Fr[] { 1, 0 } };
        using var witness = system.Solve(inputs);

        var root = MembershipCircuit.Hash(MembershipCircuit.Hash(5, 17), 0);
        Assert.That(witness.PublicSignals(system.R1cs), Is.EqualTo(new[] { root }));
    }

    [Test]
    public void Solve_SideThatIsNoBit_NamesItsLevel()
    {
        using var inputs = new CircuitInputs { ["leaf"] = 17, ["siblings"] = new Fr[] { 5, 0 }, ["sides"] = new Fr[] { 1, 2 } };

        Assert.That(
            () => ConstraintSystem.Compile(new MembershipCircuit(2)).Solve(inputs),
            Throws.InstanceOf<ConstraintNotSatisfiedException>().With.Property("Label").EqualTo("level[1]/side"));
    }

    [Test]
    public void Solve_Cancelled_Throws()
    {
        using var inputs = new CircuitInputs { ["n"] = 21, ["p"] = 3, ["q"] = 7 };

        Assert.That(() => Factorisation.Solve(inputs, new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Solve_CancelledOnTheWay_StopsBeforeTheEnd()
    {
        using var source = new CancellationTokenSource();
        var after = 0;
        var system = LambdaCircuit.Compile(builder =>
        {
            var x = builder.PrivateInput("x");
            builder.AssertEqual(builder.Compute(x, value => { source.Cancel(); return value; }, "first"), x, "first");
            for (var i = 0; i < 5000; i++) builder.Multiply(x, x);
            builder.AssertEqual(builder.Compute(x, value => { after++; return value; }, "last"), x, "last");
        });
        using var inputs = new CircuitInputs { ["x"] = 1 };

        Assert.That(() => system.Solve(inputs, source.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(after, Is.Zero);
    }

    [Test]
    public void Solve_ConcurrentCalls_DoNotMix()
    {
        Parallel.For(2, 200, n =>
        {
            using var inputs = new CircuitInputs { ["n"] = n * (n + 1), ["p"] = n, ["q"] = n + 1 };
            using var witness = Factorisation.Solve(inputs);
            if (Factorisation.R1cs.FirstViolated(witness) is not null || witness.Values[1] != (Fr)(n * (n + 1)))
                throw new InvalidOperationException("Mixed.");
        });
    }

    [Test]
    public void Compile_AnyDeclarationOrder_NumbersWiresAsCircomDoes()
    {
        var system = LambdaCircuit.Compile(builder =>
        {
            var a = builder.PrivateInput("a");
            var inner = builder.Multiply(a, a, "inner");
            var x = builder.PublicInput("x");
            builder.PublicOutput("out", inner + x);
            var b = builder.PrivateInputs("b", 2);
            var y = builder.PublicInputs("y", 1);
            builder.AssertProduct(b[0], b[1], y[0], "last");
        });
        using var inputs = new CircuitInputs { ["a"] = 3, ["x"] = 10, ["b"] = new Fr[] { 5, 7 }, ["y"] = new Fr[] { 35 } };
        using var witness = system.Solve(inputs);

        Assert.That(
            Enumerable.Range(0, system.R1cs.WireCount).Select(wire => system.Labels.OfWire(wire)),
            Is.EqualTo(new[] { "one", "out", "x", "y[0]", "a", "b[0]", "b[1]", "inner" }));
        Assert.That(witness.Values.ToArray(), Is.EqualTo(new Fr[] { 1, 19, 10, 35, 3, 5, 7, 9 }));
        Assert.That(witness.PublicSignals(system.R1cs), Is.EqualTo(new Fr[] { 19, 10, 35 }));
        Assert.That(
            (system.R1cs.PublicOutputCount, system.R1cs.PublicInputCount, system.R1cs.PrivateInputCount, system.R1cs.PublicCount),
            Is.EqualTo((1, 2, 3, 3)));
    }

    [Test]
    public void SolveUnchecked_TamperedWire_IsFollowedByLaterOnes()
    {
        var system = LambdaCircuit.Compile(builder =>
        {
            var x = builder.PublicInput("x");
            var square = builder.Multiply(x, x, "square");
            var bit = builder.Compute(square + 1, value => value.ToBigInteger().IsEven ? Fr.Zero : Fr.One, "odd");
            builder.AssertBoolean(bit, "odd");
            builder.AssertEqual(builder.Multiply(square, bit, "result"), 9, "nine");
        });
        using var inputs = new CircuitInputs { ["x"] = 4 };
        var seen = new List<string>();

        using var witness = system.SolveUnchecked(inputs, (wire, value) =>
        {
            seen.Add(system.Labels.OfWire(wire));
            return system.Labels.OfWire(wire) == "square" ? 20 : value;
        });

        Assert.That(seen, Is.EqualTo(new[] { "x", "square", "odd", "result" }));
        Assert.That(witness.Values.ToArray(), Is.EqualTo(new Fr[] { 1, 4, 20, 1, 20 }));
        Assert.That(system.R1cs.FirstViolated(witness), Is.Zero);
    }

    [Test]
    public void FirstViolated_WitnessOfAnotherCircuit_IsRefused()
    {
        using var inputs = new CircuitInputs { ["x"] = 4 };
        using var witness = LambdaCircuit.Compile(builder => builder.Multiply(builder.PublicInput("x"), 1)).Solve(inputs);

        Assert.That(() => Factorisation.R1cs.FirstViolated(witness), Throws.ArgumentException);
        Assert.That(() => witness.PublicSignals(Factorisation.R1cs), Throws.ArgumentException);
    }

    [Test]
    public void WriteSym_NamesEveryWireOnce()
    {
        var system = LambdaCircuit.Compile(builder =>
        {
            var x = builder.PublicInput("x");
            using var path = builder.Scope("path");
            using var level = builder.Scope("level", 3);
            builder.Multiply(x, x, "side");
        });
        using var writer = new StringWriter();

        system.WriteSym(writer);

        Assert.That(writer.ToString(), Is.EqualTo("1,1,0,main.x\n2,2,2,main.path.level[3].side\n"));
    }
}
