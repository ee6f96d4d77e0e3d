using System.Numerics;
using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Tests.ConstraintSystems;

/// <summary>Circuits of random shape: their witnesses must be what plain integers say, and any other value must violate a constraint.</summary>
[TestFixture]
public sealed class RandomCircuitTests
{
    private const int Inputs = 4;

    /// <summary>A step: which two earlier values it takes, with which factors, and whether it multiplies, computes or outputs.</summary>
    private static readonly Gen<(int Kind, int Left, int Right, int Factor, int Constant)[]> Steps =
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[-9, 9], Gen.Int).Array[1, 40];

    [Test]
    public void Solve_RandomCircuit_AgreesWithIntegersModuloR() =>
        Gen.Select(Steps, Gen.Int.Array[Inputs]).Sample((steps, inputs) =>
        {
            var system = Compile(steps);
            using var given = new CircuitInputs { ["x"] = inputs.Select(value => (Fr)value).ToArray() };
            using var witness = system.Solve(given);
            var expected = Evaluate(steps, inputs);
            var found = Enumerable.Range(1, witness.Length - 1).ToDictionary(wire => system.Labels.OfWire(wire), wire => witness.Values[wire].ToBigInteger());

            for (var i = 0; i < expected.Count; i++)
            {
                var name = i < Inputs ? $"x[{i}]" : $"s{i}";
                Assert.That(found[name], Is.EqualTo(expected[i]), name);
            }

            Assert.That(system.R1cs.FirstViolated(witness), Is.Null);
        }, iter: 100);

    [Test]
    public void FirstViolated_AnyComputedWireChanged_IsFound() =>
        Gen.Select(Steps, Gen.Int.Array[Inputs], Gen.Int[0, 1000]).Sample((steps, inputs, choice) =>
        {
            var system = Compile(steps);
            using var given = new CircuitInputs { ["x"] = inputs.Select(value => (Fr)value).ToArray() };
            string[] computed = [.. Enumerable.Range(1, system.R1cs.WireCount - 1).Select(wire => system.Labels.OfWire(wire)).Where(name => name[0] == 's')];
            var target = computed[choice % computed.Length];
            using var tampered = system.SolveUnchecked(given, (wire, value) => system.Labels.OfWire(wire) == target ? value + 1 : value);

            // What comes later follows, so exactly the constraint that made the wire fails.
            var violated = system.R1cs.FirstViolated(tampered);
            Assert.That(violated, Is.Not.Null);
            Assert.That(system.Labels.OfConstraint(violated!.Value), Is.EqualTo(target));
        }, iter: 100);

    [Test]
    public void Write_RandomCircuit_ReadsBackTheSameSystem() =>
        Steps.Sample(steps =>
        {
            var system = Compile(steps).R1cs;
            var file = new MemoryStream();
            system.Write(file);
            file.Position = 0;
            var read = R1cs.Read(file);
            var again = new MemoryStream();
            read.Write(again);

            Assert.That(read.Shape, Is.EqualTo(system.Shape));
            Assert.That(read.Rows.Count, Is.EqualTo(system.Rows.Count), "equal rows are found again");
            Assert.That(again.ToArray(), Is.EqualTo(file.ToArray()));
        }, iter: 50);

    private static ConstraintSystem Compile((int Kind, int Left, int Right, int Factor, int Constant)[] steps) => LambdaCircuit.Compile(builder =>
    {
        var x = builder.PrivateInputs("x", Inputs);
        foreach (var input in x) builder.AssertProduct(input, 1, input, "used");
        List<LinearCombination> values = [.. x];
        foreach (var step in steps)
        {
            var left = values[step.Left % values.Count];
            var right = (step.Factor * values[step.Right % values.Count]) + step.Constant;
            var name = $"s{values.Count}";
            values.Add(step.Kind switch
            {
                0 => builder.Multiply(left, right, name),
                1 => builder.PublicOutput(name, left + right),
                2 => Difference(builder, left, right, name),
                _ => builder.Multiply(left, left, name),
            });
        }
    });

    private static CircuitVariable Difference(CircuitBuilder builder, LinearCombination left, LinearCombination right, string name)
    {
        var difference = builder.Compute(1, [left, right], static (inputs, outputs) => outputs[0] = inputs[0] - inputs[1], name)[0];
        builder.AssertProduct(1, left - right, difference, name);
        return difference;
    }

    private static List<BigInteger> Evaluate((int Kind, int Left, int Right, int Factor, int Constant)[] steps, int[] inputs)
    {
        List<BigInteger> values = [.. inputs.Select(value => Reduce(value))];
        foreach (var step in steps)
        {
            var left = values[step.Left % values.Count];
            var right = (step.Factor * values[step.Right % values.Count]) + step.Constant;
            values.Add(Reduce(step.Kind switch { 0 => left * right, 1 => left + right, 2 => left - right, _ => left * left }));
        }

        return values;
    }

    private static BigInteger Reduce(BigInteger value)
    {
        var rest = value % Fr.Modulus;
        return rest.Sign < 0 ? rest + Fr.Modulus : rest;
    }
}
