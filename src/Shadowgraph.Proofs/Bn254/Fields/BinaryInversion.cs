using System.Numerics;
using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Fields;

/// <summary>
/// Inversion modulo a 254-bit prime by the binary greatest common divisor of Pornin, "Optimized binary GCD for modular inversion" (eprint 2020/972),
/// algorithm 2: batches of 30 steps run on 62-bit approximations and are then applied to the full numbers.
/// </summary>
/// <remarks>
/// Numbers are nine limbs of 30 bits, so that a limb times a factor of 31 bits and all carries fit into a signed word; only the top limb is
/// signed. Invariant: a = y·u and b = y·v modulo m. Running time depends on the value.
/// </remarks>
internal static unsafe class BinaryInversion<TModulus>
    where TModulus : struct, IModulus
{
    private const int LimbCount = 9;
    private const int LimbBits = 30;
    private const long Mask = (1L << LimbBits) - 1;

    /// <summary>y⁻¹ mod m for an integer y below m; zero for zero.</summary>
    [MethodImpl(Kernel.Optimized)]
    [SkipLocalsInit]
    public static Limbs Invert(in Limbs value)
    {
        var limbs = stackalloc long[5 * LimbCount];
        long* a = limbs, b = a + LimbCount, u = b + LimbCount, v = u + LimbCount, modulus = v + LimbCount;
        Unpack(value, a);
        Unpack(TModulus.Modulus, b);
        Unpack(TModulus.Modulus, modulus);
        Unpack(new Limbs(1, 0, 0, 0), u);
        Unpack(default, v);

        // Limbs of a and b at and above the length are zero; both numbers shrink in step.
        var length = LimbCount;
        while (!IsZero(a, length))
        {
            while (length > 2 && (a[length - 1] | b[length - 1]) == 0) length--;
            var (f0, g0, f1, g1) = Steps(Approximate(a, length, b), Approximate(b, length, a));
            var (negativeA, negativeB) = Apply(a, b, length, f0, g0, f1, g1);
            if (negativeA) (f0, g0) = (-f0, -g0);
            if (negativeB) (f1, g1) = (-f1, -g1);
            ApplyModular(u, v, f0, g0, f1, g1, modulus);
        }

        // a is 0, so b is the greatest common divisor: 1, or m for y = 0, in which case v is still 0. Each addition moves v by less than m.
        while (v[LimbCount - 1] < 0) AddMultiple(v, modulus, 1);
        var result = Pack(v);
        while (v[LimbCount - 1] >> (256 - (LimbCount - 1) * LimbBits) != 0 || !Limbs.Less(result, TModulus.Modulus))
        {
            AddMultiple(v, modulus, -1);
            result = Pack(v);
        }

        return result;
    }

    /// <summary>30 steps of the binary algorithm on the 32 highest and 30 lowest bits; (f, g) describe the effect on a and b, times 2³⁰.</summary>
    /// <remarks>
    /// A step halves x, after a subtraction of y and an exchange if necessary. Consecutive halvings are a single shift. |f| + |g| is at most 2³⁰, so
    /// both share a word, f + 2³²·g, and every sum, difference and shift acts on both.
    /// </remarks>
    [MethodImpl(Kernel.Optimized)]
    private static (long F0, long G0, long F1, long G1) Steps(long x, long y)
    {
        long factorsX = 1, factorsY = 1L << 32;
        var left = LimbBits;
        while (true)
        {
            var zeros = BitOperations.TrailingZeroCount(x | (1L << left));
            x >>= zeros;
            factorsY <<= zeros;
            left -= zeros;
            if (left == 0) break;
            var difference = x - y;
            var negative = difference >> 63;
            y += difference & negative;
            x = (difference ^ negative) - negative;
            difference = factorsX - factorsY;
            factorsY += difference & negative;
            factorsX = (difference ^ negative) - negative;
        }

        long f0 = (int)factorsX, f1 = (int)factorsY;
        return (f0, (factorsX - f0) >> 32, f1, (factorsY - f1) >> 32);
    }

    /// <summary>
    /// The 32 highest bits of one of two numbers, counted from the top of the larger number, and the 30 lowest bits; the whole number if shorter.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Approximate(long* value, int length, long* other)
    {
        var high = (value[length - 1] << LimbBits) | value[length - 2];
        if (length == 2) return high;

        var highest = high | (other[length - 1] << LimbBits) | other[length - 2];
        var excess = 64 - BitOperations.LeadingZeroCount((ulong)highest) - 32;
        high = excess >= 0 ? high >> excess : (high << -excess) | (value[length - 3] >> (LimbBits + excess));
        return (high << LimbBits) | value[0];
    }

    /// <summary>a, b = |a·f0 + b·g0| / 2³⁰, |a·f1 + b·g1| / 2³⁰, both exact; returns which values were negative.</summary>
    [MethodImpl(Kernel.Optimized)]
    private static (bool A, bool B) Apply(long* a, long* b, int length, long f0, long g0, long f1, long g1)
    {
        var carryA = (a[0] * f0 + b[0] * g0) >> LimbBits;
        var carryB = (a[0] * f1 + b[0] * g1) >> LimbBits;
        for (var i = 1; i < length; i++)
        {
            long x = a[i], y = b[i];
            carryA += x * f0 + y * g0;
            carryB += x * f1 + y * g1;
            a[i - 1] = carryA & Mask;
            b[i - 1] = carryB & Mask;
            carryA >>= LimbBits;
            carryB >>= LimbBits;
        }

        a[length - 1] = carryA;
        b[length - 1] = carryB;
        if (carryA < 0) Negate(a, length);
        if (carryB < 0) Negate(b, length);
        return (carryA < 0, carryB < 0);
    }

    /// <summary>u, v = (u·f0 + v·g0) / 2³⁰, (u·f1 + v·g1) / 2³⁰ modulo m: a multiple of m makes each division exact.</summary>
    /// <remarks>|f| + |g| is at most 2³⁰, so no sum reaches 2⁶³.</remarks>
    [MethodImpl(Kernel.Optimized)]
    private static void ApplyModular(long* u, long* v, long f0, long g0, long f1, long g1, long* modulus)
    {
        var inverse = (long)TModulus.NegativeInverse & Mask;
        var multipleU = (((u[0] * f0 + v[0] * g0) & Mask) * inverse) & Mask;
        var multipleV = (((u[0] * f1 + v[0] * g1) & Mask) * inverse) & Mask;
        var carryU = (u[0] * f0 + v[0] * g0 + multipleU * modulus[0]) >> LimbBits;
        var carryV = (u[0] * f1 + v[0] * g1 + multipleV * modulus[0]) >> LimbBits;
        for (var i = 1; i < LimbCount; i++)
        {
            long x = u[i], y = v[i], m = modulus[i];
            carryU += x * f0 + y * g0 + multipleU * m;
            carryV += x * f1 + y * g1 + multipleV * m;
            u[i - 1] = carryU & Mask;
            v[i - 1] = carryV & Mask;
            carryU >>= LimbBits;
            carryV >>= LimbBits;
        }

        u[LimbCount - 1] = carryU;
        v[LimbCount - 1] = carryV;
    }

    private static void Negate(long* value, int length)
    {
        var carry = 0L;
        for (var i = 0; i < length - 1; i++)
        {
            carry -= value[i];
            value[i] = carry & Mask;
            carry >>= LimbBits;
        }

        value[length - 1] = carry - value[length - 1];
    }

    private static void AddMultiple(long* value, long* modulus, long factor)
    {
        var carry = 0L;
        for (var i = 0; i < LimbCount - 1; i++)
        {
            carry += value[i] + factor * modulus[i];
            value[i] = carry & Mask;
            carry >>= LimbBits;
        }

        value[LimbCount - 1] += carry + factor * modulus[LimbCount - 1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsZero(long* value, int length)
    {
        var bits = 0L;
        for (var i = 0; i < length; i++) bits |= value[i];
        return bits == 0;
    }

    private static void Unpack(in Limbs value, long* limbs)
    {
        ulong l0 = value.L0, l1 = value.L1, l2 = value.L2, l3 = value.L3;
        limbs[0] = (long)l0 & Mask;
        limbs[1] = (long)(l0 >> 30) & Mask;
        limbs[2] = (long)((l0 >> 60) | (l1 << 4)) & Mask;
        limbs[3] = (long)(l1 >> 26) & Mask;
        limbs[4] = (long)((l1 >> 56) | (l2 << 8)) & Mask;
        limbs[5] = (long)(l2 >> 22) & Mask;
        limbs[6] = (long)((l2 >> 52) | (l3 << 12)) & Mask;
        limbs[7] = (long)(l3 >> 18) & Mask;
        limbs[8] = (long)(l3 >> 48);
    }

    /// <summary>The low 256 bits of a number that is not negative.</summary>
    private static Limbs Pack(long* limbs) =>
        new(
            (ulong)limbs[0] | ((ulong)limbs[1] << 30) | ((ulong)limbs[2] << 60),
            ((ulong)limbs[2] >> 4) | ((ulong)limbs[3] << 26) | ((ulong)limbs[4] << 56),
            ((ulong)limbs[4] >> 8) | ((ulong)limbs[5] << 22) | ((ulong)limbs[6] << 52),
            ((ulong)limbs[6] >> 12) | ((ulong)limbs[7] << 18) | ((ulong)limbs[8] << 48));
}
