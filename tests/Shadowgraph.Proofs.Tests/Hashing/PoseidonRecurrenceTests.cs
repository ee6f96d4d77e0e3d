using System.Numerics;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Tests.Hashing;

/// <summary>The bound that <see cref="IFieldLanes.MultiplyByScalars"/> asks of its factors holds for all constants there are.</summary>
public sealed class PoseidonRecurrenceTests
{
    [Test]
    public void Factors_OfEverySum_AreTenTimesTheModulusAtMost([Range(2, 17)] int width, [Values(51, 52)] int digitBits)
    {
        var parameters = PoseidonParameters.For(width);
        var recurrence = PoseidonRecurrence.For(width);
        var radix = BigInteger.One << (5 * digitBits);
        Fr[][] sums =
        [
            .. parameters.Mds.ToArray().Chunk(width),
            .. recurrence.Entry.Chunk(width),
            .. recurrence.Exit.Chunk(2 * (width - 1)),
            .. Enumerable.Range(0, parameters.PartialRounds).Select(round => recurrence.FactorsOf(round).ToArray()),
        ];

        Assert.That(sums, Has.Length.EqualTo(2 * width + width - 1 + parameters.PartialRounds));
        Assert.That(sums.Max(sum => sum.Length), Is.EqualTo(2 * width - 1).And.LessThanOrEqualTo(40));
        foreach (var sum in sums)
            Assert.That(sum.Aggregate(BigInteger.Zero, (total, factor) => total + LeastSize(factor, radix)), Is.LessThanOrEqualTo(10 * Fr.Modulus));
    }

    [Test]
    public void StepFactors_OfEveryOutput_AreTenTimesTheModulusAtMost([Range(2, 17)] int width, [Values(51, 52)] int digitBits)
    {
        var recurrence = PoseidonRecurrence.For(width);
        var radix = BigInteger.One << (5 * digitBits);
        var none = new Fr[8];
        var columns = Enumerable.Range(0, 2 * (width - 1)).Select(column =>
        {
            var window = new Fr[2 * (width - 1)];
            window[column] = Fr.One;
            return recurrence.Continue(window, none, none);
        }).ToArray();

        for (var row = 0; row < none.Length; row++)
            Assert.That(columns.Aggregate(BigInteger.Zero, (total, column) => total + LeastSize(column[row], radix)), Is.LessThanOrEqualTo(10 * Fr.Modulus));
    }

    [Test]
    public void Continue_FromAWindow_FollowsTheSumsOfRounds([Range(2, 17)] int width)
    {
        var recurrence = PoseidonRecurrence.For(width);
        var (order, random) = (width - 1, new Random(width));
        Fr[] inputs = [.. Enumerable.Range(0, order + 8).Select(_ => (Fr)random.NextInt64())], outputs = [.. inputs.Select(_ => (Fr)random.NextInt64())];
        Fr[] constants = [.. Enumerable.Range(0, 8).Select(_ => (Fr)random.NextInt64())];
        var factors = recurrence.FactorsOf(order).ToArray();

        var next = recurrence.Continue([.. inputs[..order], .. outputs[..order]], inputs.AsSpan(order), constants);

        for (var k = order; k < order + 8; k++)
        {
            outputs[k] = constants[k - order] + factors[^1] * inputs[k];
            for (var j = 0; j < order; j++) outputs[k] += factors[2 * j] * inputs[k - order + j] + factors[2 * j + 1] * outputs[k - order + j];
        }

        Assert.That(next, Is.EqualTo(outputs[order..]));
    }

    private static BigInteger LeastSize(Fr factor, BigInteger radix)
    {
        var value = factor.ToBigInteger() * radix % Fr.Modulus;
        return BigInteger.Min(value, Fr.Modulus - value);
    }
}
