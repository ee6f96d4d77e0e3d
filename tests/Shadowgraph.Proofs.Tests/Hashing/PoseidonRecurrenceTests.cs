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
        var recurrence = new PoseidonRecurrence(parameters);
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

    private static BigInteger LeastSize(Fr factor, BigInteger radix)
    {
        var value = factor.ToBigInteger() * radix % Fr.Modulus;
        return BigInteger.Min(value, Fr.Modulus - value);
    }
}
