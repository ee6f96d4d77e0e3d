using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Tests.ConstraintSystems;

[TestFixture]
public sealed class LinearCombinationTests
{
    private const int Wires = 12;

    private static readonly CircuitBuilder Builder = new();
    private static readonly CircuitVariable[] Variables = Builder.PrivateInputs("x", Wires);

    /// <summary>Coefficients by wire, the constant first: what a linear combination means.</summary>
    private static readonly Gen<int[]> Coefficients =
        Gen.Frequency((3, Gen.Const(0)), (2, Gen.Int[-2, 2]), (1, Gen.Int)).Array[Wires + 1];

    [Test]
    public void Operators_OnRandomSums_AddCoefficientsByWire()
    {
        Gen.Select(Coefficients, Coefficients, Gen.Int).Sample((a, b, factor) =>
        {
            var (left, right) = (Make(a), Make(b));
            Assert.That(Read(left + right), Is.EqualTo(a.Zip(b, (x, y) => (Fr)x + y)));
            Assert.That(Read(left - right), Is.EqualTo(a.Zip(b, (x, y) => (Fr)x - y)));
            Assert.That(Read(-left), Is.EqualTo(a.Select(x => -(Fr)x)));
            Assert.That(Read(left * factor), Is.EqualTo(a.Select(x => (Fr)x * factor)));
            Assert.That(Read(factor * left), Is.EqualTo(Read(left * factor)));
            Assert.That(left.Constant, Is.EqualTo((Fr)a[0]));
            Assert.That(left.IsConstant, Is.EqualTo(a.Skip(1).All(x => x == 0)));
        });
    }

    [Test]
    public void WeightedSum_OfRandomSums_IsTheSumOfProducts()
    {
        var values = Gen.Select(Coefficients, Gen.Int[-3, 3]).Array[0, 20];
        values.Sample(terms =>
        {
            LinearCombination[] sums = [.. terms.Select(term => Make(term.Item1))];
            Fr[] weights = [.. terms.Select(term => (Fr)term.Item2)];
            Fr[] expected = [.. Enumerable.Range(0, Wires + 1).Select(i => terms.Aggregate(Fr.Zero, (sum, term) => sum + ((Fr)term.Item1[i] * term.Item2)))];
            Fr[] plain = [.. Enumerable.Range(0, Wires + 1).Select(i => terms.Aggregate(Fr.Zero, (sum, term) => sum + term.Item1[i]))];

            Assert.That(Read(LinearCombination.WeightedSum(weights, sums)), Is.EqualTo(expected));
            Assert.That(Read(LinearCombination.Sum(sums)), Is.EqualTo(plain));
        });
    }

    [Test]
    public void Sum_OfVeryManyWires_KeepsEachOnce()
    {
        var builder = new CircuitBuilder();
        var wires = builder.PrivateInputs("x", 50_000);
        LinearCombination[] backwards = [.. wires.Reverse().Concat(wires).Select(wire => 2 * wire)];

        var sum = LinearCombination.Sum(backwards);

        Assert.That(sum.Terms.Length, Is.EqualTo(wires.Length));
        Assert.That(sum.Terms.ToArray().All(term => term.Coefficient == 4), Is.True);
    }

    [Test]
    public void Operators_OnVariables_MeanTheSameAsOnSums()
    {
        var (x, y) = (Variables[0], Variables[1]);
        LinearCombination sum = x;

        Assert.That(Read(x + y - 1), Is.EqualTo(Read(sum + y + (-1))));
        Assert.That(Read(1 - x), Is.EqualTo(Read(-(sum - 1))));
        Assert.That(Read(sum - y), Is.EqualTo(Read(x - (LinearCombination)y)));
        Assert.That(Read(3 * x), Is.EqualTo(Read(x + x + x)));
        Assert.That(Read(-x + x), Is.EqualTo(Read(LinearCombination.Zero)));
        Assert.That(Read(x - x + 7UL), Is.EqualTo(Read(7)));
    }

    [Test]
    public void WeightedSum_OtherNumberOfWeights_IsRefused() =>
        Assert.That(() => LinearCombination.WeightedSum([1, 2], [Variables[0]]), Throws.ArgumentException);

    [Test]
    public void Operators_OnTwoBuilders_AreRefused()
    {
        var stranger = new CircuitBuilder().PrivateInput("x");

        Assert.That(() => Variables[0] + stranger, Throws.ArgumentException);
        Assert.That(() => LinearCombination.Sum(Variables[0], stranger), Throws.ArgumentException);
        Assert.That(() => Builder.Multiply(stranger, 2), Throws.ArgumentException);
        Assert.That(() => Builder.Compute(stranger, value => value, "copy"), Throws.ArgumentException);
    }

    [Test]
    public void Variable_ByDefault_IsRefused() => Assert.That(() => default(CircuitVariable) + 1, Throws.ArgumentException);

    [Test]
    public void Variable_ByDefault_IsConvertedButOfNoUse()
    {
        LinearCombination value = default(CircuitVariable);

        Assert.That(() => new CircuitBuilder().AssertEqual(value, 1, "c"), Throws.ArgumentException.With.Message.Contains("no wire"));
    }

    private static LinearCombination Make(int[] coefficients)
    {
        LinearCombination sum = coefficients[0];
        for (var i = 0; i < Wires; i++) sum += Variables[i] * coefficients[i + 1];
        return sum;
    }

    private static Fr[] Read(LinearCombination value)
    {
        var coefficients = new Fr[Wires + 1];
        var previous = -1;
        foreach (ref readonly var term in value.Terms)
        {
            Assert.That(term.Wire, Is.GreaterThan(previous));
            Assert.That(term.Coefficient.IsZero, Is.False);
            coefficients[term.Wire] = term.Coefficient;
            previous = term.Wire;
        }

        return coefficients;
    }
}
