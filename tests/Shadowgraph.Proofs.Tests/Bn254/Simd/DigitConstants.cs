using System.Numerics;

namespace Shadowgraph.Proofs.Tests.Bn254.Simd;

internal static class DigitConstants
{
    /// <summary>The number that these digits make, all but the last of which must be balanced.</summary>
    public static BigInteger Value(double[] digits, int width)
    {
        Assert.That(digits[..^1], Has.All.InRange(-Math.Pow(2, width - 1), Math.Pow(2, width - 1)));
        return digits.Reverse().Aggregate(BigInteger.Zero, (value, digit) => (value << width) + new BigInteger(digit));
    }
}
