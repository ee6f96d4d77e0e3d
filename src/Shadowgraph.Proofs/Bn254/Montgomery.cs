using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>
/// Arithmetic modulo a 254-bit prime m in Montgomery form: the integer a is held as aR mod m, R = 2²⁵⁶.
/// </summary>
/// <remarks>
/// Multiplication is the coarsely integrated operand scanning of Koç, Acar and Kaliski, "Analyzing and comparing Montgomery
/// multiplication algorithms" (1996), without the extra carry words, which a modulus below 2²⁵⁵ never needs. Additions and the last
/// subtraction are branchless, so that running time does not follow the values.
/// </remarks>
internal static class Montgomery<TModulus>
    where TModulus : struct, IModulus
{
    /// <summary>a + b mod m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Limbs Add(in Limbs a, in Limbs b)
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
        return ReduceOnce(t0, t1, t2, a.L3 + b.L3 + e);
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
        var m1 = m.L1 & mask;
        var m2 = m.L2 & mask;
        t0 += m0;
        c = Bit(t0 < m0);
        t1 += m1;
        d = Bit(t1 < m1);
        t1 += c;
        d |= Bit(t1 < c);
        t2 += m2;
        e = Bit(t2 < m2);
        t2 += d;
        e |= Bit(t2 < d);
        return new Limbs(t0, t1, t2, t3 + (m.L3 & mask) + e);
    }

    /// <summary>ab/R mod m: 16 + 16 word multiplications and 4 for the quotient digits.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void Multiply(in Limbs x, in Limbs y, out Limbs result)
    {
        var m = TModulus.Modulus;
        ulong m0 = m.L0, m1 = m.L1, m2 = m.L2, m3 = m.L3, inverse = TModulus.NegativeInverse;
        ulong a0 = x.L0, a1 = x.L1, a2 = x.L2, a3 = x.L3;
        ulong b, carry, high, q, t0, t1, t2, t3;

        b = y.L0;
        high = MultiplyHigh(a0, b);
        t0 = a0 * b;
        q = t0 * inverse;
        carry = MultiplyHigh(q, m0) + Bit(t0 != 0);
        high = MultiplyAdd(a1, b, high, out t1);
        carry = MultiplyAdd(q, m1, t1, carry, out t0);
        high = MultiplyAdd(a2, b, high, out t2);
        carry = MultiplyAdd(q, m2, t2, carry, out t1);
        high = MultiplyAdd(a3, b, high, out t3);
        carry = MultiplyAdd(q, m3, t3, carry, out t2);
        t3 = carry + high;

        b = y.L1;
        high = MultiplyAdd(a0, b, t0, out t0);
        q = t0 * inverse;
        carry = MultiplyHigh(q, m0) + Bit(t0 != 0);
        high = MultiplyAdd(a1, b, t1, high, out t1);
        carry = MultiplyAdd(q, m1, t1, carry, out t0);
        high = MultiplyAdd(a2, b, t2, high, out t2);
        carry = MultiplyAdd(q, m2, t2, carry, out t1);
        high = MultiplyAdd(a3, b, t3, high, out t3);
        carry = MultiplyAdd(q, m3, t3, carry, out t2);
        t3 = carry + high;

        b = y.L2;
        high = MultiplyAdd(a0, b, t0, out t0);
        q = t0 * inverse;
        carry = MultiplyHigh(q, m0) + Bit(t0 != 0);
        high = MultiplyAdd(a1, b, t1, high, out t1);
        carry = MultiplyAdd(q, m1, t1, carry, out t0);
        high = MultiplyAdd(a2, b, t2, high, out t2);
        carry = MultiplyAdd(q, m2, t2, carry, out t1);
        high = MultiplyAdd(a3, b, t3, high, out t3);
        carry = MultiplyAdd(q, m3, t3, carry, out t2);
        t3 = carry + high;

        b = y.L3;
        high = MultiplyAdd(a0, b, t0, out t0);
        q = t0 * inverse;
        carry = MultiplyHigh(q, m0) + Bit(t0 != 0);
        high = MultiplyAdd(a1, b, t1, high, out t1);
        carry = MultiplyAdd(q, m1, t1, carry, out t0);
        high = MultiplyAdd(a2, b, t2, high, out t2);
        carry = MultiplyAdd(q, m2, t2, carry, out t1);
        high = MultiplyAdd(a3, b, t3, high, out t3);
        carry = MultiplyAdd(q, m3, t3, carry, out t2);
        t3 = carry + high;

        result = ReduceOnce(t0, t1, t2, t3);
    }

    /// <summary>The canonical integer a, below m, in Montgomery form.</summary>
    public static Limbs Enter(in Limbs canonical)
    {
        Multiply(canonical, TModulus.RSquared, out var result);
        return result;
    }

    /// <summary>The canonical integer that a Montgomery form stands for.</summary>
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
            Multiply(result, result, out result);
            if (((exponent[i >> 6] >> (i & 63)) & 1) != 0) Multiply(result, value, out result);
        }

        return result;
    }

    /// <summary>a⁻¹, zero for zero.</summary>
    public static Limbs Invert(in Limbs value)
    {
        // The integer that is inverted is aR, so R is owed twice.
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

    /// <summary>Reads a decimal integer without sign, space or leading zeros; false if it is something else or not below m.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Limbs value)
    {
        const int longest = 77;
        value = default;
        if (text.IsEmpty || text.Length > longest || text.ContainsAnyExceptInRange('0', '9')) return false;
        if (text.Length > 1 && text[0] == '0') return false;
        return TryFromBigInteger(BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture), out value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Limbs ReduceOnce(ulong t0, ulong t1, ulong t2, ulong t3)
    {
        var m = TModulus.Modulus;
        var s0 = t0 - m.L0;
        var c = Bit(t0 < m.L0);
        var s1 = t1 - m.L1;
        var d = Bit(t1 < m.L1) | Bit(s1 < c);
        s1 -= c;
        var s2 = t2 - m.L2;
        var e = Bit(t2 < m.L2) | Bit(s2 < d);
        s2 -= d;
        var s3 = t3 - m.L3;
        var below = 0 - (Bit(t3 < m.L3) | Bit(s3 < e));
        s3 -= e;

        // Masks, because the compiler may turn a conditional expression into a branch that is mispredicted every other time.
        return new Limbs(s0 ^ ((s0 ^ t0) & below), s1 ^ ((s1 ^ t1) & below), s2 ^ ((s2 ^ t2) & below), s3 ^ ((s3 ^ t3) & below));
    }

    /// <summary>The upper word of a product. Math.BigMul passes the lower one through memory, which on x64 costs more than multiplying twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyHigh(ulong a, ulong b) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b) : ArmBase.Arm64.IsSupported ? ArmBase.Arm64.MultiplyHigh(a, b) : Math.BigMul(a, b, out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyAdd(ulong a, ulong b, ulong c, out ulong low)
    {
        var high = MultiplyHigh(a, b);
        var product = a * b;
        product += c;
        high += Bit(product < c);
        low = product;
        return high;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyAdd(ulong a, ulong b, ulong c, ulong d, out ulong low)
    {
        var high = MultiplyHigh(a, b);
        var product = a * b;
        product += c;
        high += Bit(product < c);
        product += d;
        high += Bit(product < d);
        low = product;
        return high;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bit(bool condition) => condition ? 1UL : 0UL;
}
