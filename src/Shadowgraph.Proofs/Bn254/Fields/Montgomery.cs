using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Fields;

/// <summary>
/// Arithmetic modulo a 254-bit prime m in Montgomery form: the integer a is held as aR mod m, R = 2²⁵⁶.
/// </summary>
/// <remarks>
/// <para>There are two implementations of multiplication: <see cref="MontgomeryWords{T}"/> for processors with an instruction for the upper word of a
/// product, <see cref="MontgomeryDigits{T}"/> for the rest. All code is branchless, so that running time does not depend on values.</para>
/// <para>Bounds. m is below 0.1891·R. The reduction of an integer t ≥ 0 gives (t + qm)/R with q &lt; R, below t/R + m. For t &lt;= 5m² the result
/// is below (5 · 0.1891 + 1)m &lt; 2m, and a single subtraction makes the result canonical. The bound leaves room for unreduced sums as
/// factors: 2m · 2m, or 2m · m + 2m · m. The first factors of all products together are at most 4m. All results are canonical, except for methods
/// with Unreduced in their name.</para>
/// </remarks>
internal static class Montgomery<TModulus>
    where TModulus : struct, IModulus
{
    /// <summary>a + b mod m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Limbs Add(in Limbs a, in Limbs b)
    {
        var sum = AddUnreduced(a, b);
        return ReduceOnce(sum.L0, sum.L1, sum.L2, sum.L3);
    }

    /// <summary>a - b mod m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Limbs Subtract(in Limbs a, in Limbs b)
    {
        var t0 = a.L0 - b.L0;
        var c = Bit(a.L0 < b.L0);
        var t1 = a.L1 - b.L1;
        var d = Bit(a.L1 < b.L1) | Bit(t1 < c);
        t1 -= c;
        var t2 = a.L2 - b.L2;
        var e = Bit(a.L2 < b.L2) | Bit(t2 < d);
        t2 -= d;
        var t3 = a.L3 - b.L3;
        var borrow = Bit(a.L3 < b.L3) | Bit(t3 < e);
        t3 -= e;
        var m = TModulus.Modulus;
        var mask = 0 - borrow;
        var m0 = m.L0 & mask;
        t0 += m0;
        var m1 = (m.L1 & mask) + Bit(t0 < m0);
        t1 += m1;
        var m2 = (m.L2 & mask) + Bit(t1 < m1);
        t2 += m2;
        return new Limbs(t0, t1, t2, t3 + (m.L3 & mask) + Bit(t2 < m2));
    }

    /// <summary>a + b, not reduced: below 2m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Limbs AddUnreduced(in Limbs a, in Limbs b)
    {
        var t0 = a.L0 + b.L0;
        var c = Bit(t0 < b.L0);
        var t1 = a.L1 + b.L1;
        var d = Bit(t1 < b.L1);
        t1 += c;
        d |= Bit(t1 < c);
        var t2 = a.L2 + b.L2;
        var e = Bit(t2 < b.L2);
        t2 += d;
        e |= Bit(t2 < d);
        return new(t0, t1, t2, a.L3 + b.L3 + e);
    }

    /// <summary>2m - a for an integer a of at most 2m, not reduced: at most 2m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Limbs NegateUnreduced(in Limbs a)
    {
        var m = TModulus.Modulus;
        var t0 = 2 * m.L0;
        var t1 = (2 * m.L1) | (m.L0 >> 63);
        var t2 = (2 * m.L2) | (m.L1 >> 63);
        var t3 = (2 * m.L3) | (m.L2 >> 63);
        var s0 = t0 - a.L0;
        var c = Bit(t0 < a.L0);
        var s1 = t1 - a.L1;
        var d = Bit(t1 < a.L1) | Bit(s1 < c);
        s1 -= c;
        var s2 = t2 - a.L2;
        var e = Bit(t2 < a.L2) | Bit(s2 < d);
        s2 -= d;
        return new(s0, s1, s2, t3 - a.L3 - e);
    }

    /// <summary>ab/R mod m.</summary>
    /// <remarks>The factors may be unreduced, up to 2m. See the bounds above.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(in Limbs a, in Limbs b, out Limbs result)
    {
        if (MontgomeryWords<TModulus>.IsSupported) MontgomeryWords<TModulus>.Multiply(a, b, out result);
        else MontgomeryDigits<TModulus>.Multiply(a, b, out result);
    }

    /// <summary>a²/R mod m, for an integer of at most 2m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Square(in Limbs a, out Limbs result)
    {
        if (MontgomeryWords<TModulus>.IsSupported) MontgomeryWords<TModulus>.Multiply(a, a, out result);
        else MontgomeryDigits<TModulus>.Square(a, out result);
    }

    /// <summary>(ab + cd)/R mod m with one reduction.</summary>
    /// <remarks>a and c may be unreduced, up to 2m, if b and d are at most m. See the bounds above.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Limbs SumOfProducts(in Limbs a, in Limbs b, in Limbs c, in Limbs d) =>
        MontgomeryWords<TModulus>.IsSupported
            ? MontgomeryWords<TModulus>.SumOfProducts(a, b, c, d)
            : MontgomeryDigits<TModulus>.SumOfProducts(a, b, c, d);

    /// <summary>(ab + cd + ef)/R mod m with one reduction.</summary>
    /// <remarks>Factors may be unreduced. See the bounds above.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Limbs SumOfProducts(in Limbs a, in Limbs b, in Limbs c, in Limbs d, in Limbs e, in Limbs f) =>
        MontgomeryWords<TModulus>.IsSupported
            ? MontgomeryWords<TModulus>.SumOfProducts(a, b, c, d, e, f)
            : MontgomeryDigits<TModulus>.SumOfProducts(a, b, c, d, e, f);

    /// <summary>The canonical integer a, below m, in Montgomery form.</summary>
    public static Limbs Enter(in Limbs canonical)
    {
        Multiply(canonical, TModulus.RSquared, out var result);
        return result;
    }

    /// <summary>The canonical integer of a Montgomery form.</summary>
    public static Limbs Leave(in Limbs value)
    {
        Multiply(value, new Limbs(1, 0, 0, 0), out var result);
        return result;
    }

    /// <summary>a to a 256-bit power, square and multiply from the top bit; the exponent is public.</summary>
    public static Limbs Power(in Limbs value, in Limbs exponent)
    {
        var result = TModulus.R;
        for (var i = 255; i >= 0; i--)
        {
            Square(result, out result);
            if (((exponent[i >> 6] >> (i & 63)) & 1) != 0) Multiply(result, value, out result);
        }

        return result;
    }

    /// <summary>a⁻¹, zero for zero.</summary>
    public static Limbs Invert(in Limbs value)
    {
        // The inverted integer is aR, so the result needs the factor R twice.
        var inverse = BinaryInversion<TModulus>.Invert(value);
        Multiply(inverse, TModulus.RSquared, out inverse);
        Multiply(inverse, TModulus.RSquared, out inverse);
        return inverse;
    }

    /// <summary>Reads a little-endian integer; false if it is not below m.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out Limbs value)
    {
        value = new Limbs(
            BinaryPrimitives.ReadUInt64LittleEndian(source),
            BinaryPrimitives.ReadUInt64LittleEndian(source[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[24..]));
        return Limbs.Less(value, TModulus.Modulus);
    }

    public static void Write(in Limbs value, Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, value.L0);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], value.L1);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], value.L2);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[24..], value.L3);
    }

    public static BigInteger ToBigInteger(in Limbs value)
    {
        Span<byte> bytes = stackalloc byte[32];
        Write(value, bytes);
        return new BigInteger(bytes, isUnsigned: true);
    }

    /// <summary>The limbs of an integer; false if it is negative or not below m.</summary>
    public static bool TryFromBigInteger(BigInteger integer, out Limbs value)
    {
        Span<byte> bytes = stackalloc byte[32];
        bytes.Clear();
        if (integer.Sign < 0 || integer.GetByteCount(isUnsigned: true) > 32)
        {
            value = default;
            return false;
        }

        integer.TryWriteBytes(bytes, out _, isUnsigned: true);
        return TryRead(bytes, out value);
    }

    /// <summary>Reads a decimal integer without sign, space or leading zeros; false for any different text, or an integer not below m.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Limbs value)
    {
        const int longest = 77;
        value = default;
        if (text.IsEmpty || text.Length > longest || text.ContainsAnyExceptInRange('0', '9')) return false;
        if (text.Length > 1 && text[0] == '0') return false;
        return TryFromBigInteger(BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture), out value);
    }

    /// <summary>Reduces an integer below 2m to below m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Limbs ReduceOnce(ulong t0, ulong t1, ulong t2, ulong t3)
    {
        var m = TModulus.Modulus;
        // No word of m is all ones, so the addition of a borrow cannot overflow.
        var s0 = t0 - m.L0;
        var m1 = m.L1 + Bit(t0 < m.L0);
        var s1 = t1 - m1;
        var m2 = m.L2 + Bit(t1 < m1);
        var s2 = t2 - m2;
        var s3 = t3 - m.L3 - Bit(t2 < m2);

        // Both are below 2²⁵⁵, so the top bit of the difference is its sign. A mask, because the compiler may turn a conditional expression into a branch
        // that is mispredicted half of the time.
        var below = (ulong)((long)s3 >> 63);
        return new Limbs(s0 ^ ((s0 ^ t0) & below), s1 ^ ((s1 ^ t1) & below), s2 ^ ((s2 ^ t2) & below), s3 ^ ((s3 ^ t3) & below));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bit(bool condition) => condition ? 1UL : 0UL;
}
