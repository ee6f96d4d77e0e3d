using System.Numerics;

namespace Shadowgraph.Proofs.Reputation;

/// <summary>A finite, non-negative IEEE double as an exact rational: mantissa · 2^exponent.</summary>
internal readonly struct BinaryFraction
{
    private const int MantissaBits = 52;

    private readonly ulong _mantissa;
    private readonly int _exponent;

    public BinaryFraction(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var biased = (int)(bits >> MantissaBits) & 0x7ff;
        _mantissa = bits & ((1UL << MantissaBits) - 1);

        // Subnormal numbers have no implicit leading bit, and share the exponent of the smallest normal numbers.
        if (biased == 0) biased = 1;
        else _mantissa |= 1UL << MantissaBits;
        _exponent = biased - 1023 - MantissaBits;
    }

    /// <summary>value · 2^bits, rounded to the nearest integer, ties to even.</summary>
    /// <param name="value">0 to 1.</param>
    /// <param name="bits">At most 21.</param>
    public static ulong Scale(double value, int bits) => (ulong)Math.Round(value * (1L << bits), MidpointRounding.ToEven);

    /// <summary>numerator / denominator · 2^bits, rounded to the nearest integer, ties to even.</summary>
    /// <param name="numerator">0 to 1.</param>
    /// <param name="denominator">2⁻¹⁹ to 1.</param>
    /// <param name="bits">At most 21, so that the result is at most 2⁴⁰.</param>
    public static ulong ScaleRatio(double numerator, double denominator, int bits)
    {
        // A quotient of doubles has an error of half a unit in the last place, here less than 2⁴⁰ · 2⁻⁵³, which matters only near a tie.
        var estimate = numerator / denominator * (1L << bits);
        var whole = Math.Floor(estimate);
        if (Math.Abs(estimate - whole - 0.5) > 1.0 / (1 << 12)) return (ulong)whole + (estimate - whole > 0.5 ? 1UL : 0);
        return ScaleRatioExactly(numerator, denominator, bits);
    }

    /// <summary>Whether the exact sum of three doubles differs from 1 by at most 10⁻⁹, itself exact.</summary>
    /// <remarks>Numbers from 0 to 1.</remarks>
    public static bool SumIsOne(double first, double second, double third)
    {
        // Two additions have an error below 10⁻¹⁵, which matters only near the limit.
        const double limit = 1e-9, margin = 1e-12;
        var error = Math.Abs(first + second + third - 1);
        if (error < limit - margin) return true;
        return error < limit + margin && SumIsOneExactly(first, second, third);
    }

    private static ulong ScaleRatioExactly(double numerator, double denominator, int bits)
    {
        var above = new BinaryFraction(numerator);
        var below = new BinaryFraction(denominator);
        var shift = above._exponent - below._exponent + bits;

        // A result of at most 2⁴⁰ times a mantissa of 53 bits is below 2⁹⁴. The denominator is a normal number with a mantissa of at least 2⁵²:
        // from three places down the ratio is below 2⁵³ / 2⁵⁵ and rounds to zero.
        if (shift <= -3) return 0;
        UInt128 dividend = shift > 0 ? (UInt128)above._mantissa << shift : above._mantissa;
        UInt128 divisor = shift < 0 ? (UInt128)below._mantissa << -shift : below._mantissa;
        var (quotient, remainder) = UInt128.DivRem(dividend, divisor);
        var twice = remainder << 1;
        var up = twice > divisor || (twice == divisor && UInt128.IsOddInteger(quotient));
        return (ulong)quotient + (up ? 1UL : 0);
    }

    private static bool SumIsOneExactly(double first, double second, double third)
    {
        const int scale = 1074; // the smallest double is 2⁻¹⁰⁷⁴: every double is a multiple of it
        var one = BigInteger.One << scale;
        var sum = new BinaryFraction(first).Times(scale) + new BinaryFraction(second).Times(scale) + new BinaryFraction(third).Times(scale);
        return BigInteger.Abs(sum - one) * 1_000_000_000 <= one;
    }

    private BigInteger Times(int bits) => (BigInteger)_mantissa << (_exponent + bits);
}
