using System.Numerics;
using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>
/// Inversion modulo a 254-bit prime by the binary greatest common divisor of Pornin, "Optimized binary GCD for modular inversion"
/// (eprint 2020/972), algorithm 2: 31 steps at a time are done on 64-bit approximations, then applied to the whole numbers.
/// </summary>
/// <remarks>
/// Numbers are nine limbs of 31 bits, so that a limb times a factor of 32 bits and all carries fit a signed word; only the top limb is
/// signed. Throughout a = y·u and b = y·v modulo m. The number of rounds follows the value; within a round nothing does but signs.
/// </remarks>
internal static unsafe class BinaryInversion<TModulus>
    where TModulus : struct, IModulus
{
    private const int LimbCount = 9;
    private const int LimbBits = 31;
    private const long Mask = (1L << LimbBits) - 1;

    /// <summary>y⁻¹ mod m for an integer y below m; zero for zero.</summary>
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

        while (!IsZero(a))
        {
            var (f0, g0, f1, g1) = Steps(a, b);
            var (negativeA, negativeB) = Apply(a, b, f0, g0, f1, g1);
            if (negativeA) (f0, g0) = (-f0, -g0);
            if (negativeB) (f1, g1) = (-f1, -g1);
            ApplyModular(u, v, f0, g0, f1, g1, modulus);
        }

        // a is 0, so b is the common divisor: 1, or m if y was 0, and then v is still 0. Each round moves v by less than m.
        while (v[LimbCount - 1] < 0) AddMultiple(v, modulus, 1);
        var result = Pack(v);
        while (v[LimbCount - 1] >> 8 != 0 || !Limbs.Less(result, TModulus.Modulus))
        {
            AddMultiple(v, modulus, -1);
            result = Pack(v);
        }

        return result;
    }

    /// <summary>31 steps of the binary algorithm on the 33 highest and 31 lowest bits; (f, g) are what they did to a and b, times 2³¹.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (long F0, long G0, long F1, long G1) Steps(long* a, long* b)
    {
        var (x, y) = Approximate(a, b);
        long f0 = 1, g0 = 0, f1 = 0, g1 = 1;
        for (var i = 0; i < LimbBits; i++)
        {
            var odd = -(long)(x & 1);
            var swap = x < y ? odd : 0;
            var difference = (x ^ y) & (ulong)swap;
            x ^= difference;
            y ^= difference;
            var factor = (f0 ^ f1) & swap;
            f0 ^= factor;
            f1 ^= factor;
            factor = (g0 ^ g1) & swap;
            g0 ^= factor;
            g1 ^= factor;
            x = (x - (y & (ulong)odd)) >> 1;
            f0 -= f1 & odd;
            g0 -= g1 & odd;
            f1 += f1;
            g1 += g1;
        }

        return (f0, g0, f1, g1);
    }

    private static (ulong X, ulong Y) Approximate(long* a, long* b)
    {
        var top = LimbCount - 1;
        while (top > 1 && (a[top] | b[top]) == 0) top--;
        var x = ((ulong)a[top] << LimbBits) | (ulong)a[top - 1];
        var y = ((ulong)b[top] << LimbBits) | (ulong)b[top - 1];
        if (top == 1) return (x, y);

        var excess = 64 - BitOperations.LeadingZeroCount(x | y) - 33;
        if (excess >= 0)
        {
            x >>= excess;
            y >>= excess;
        }
        else
        {
            x = (x << -excess) | ((ulong)a[top - 2] >> (LimbBits + excess));
            y = (y << -excess) | ((ulong)b[top - 2] >> (LimbBits + excess));
        }

        return ((x << LimbBits) | (ulong)a[0], (y << LimbBits) | (ulong)b[0]);
    }

    /// <summary>a, b = |a·f0 + b·g0| / 2³¹, |a·f1 + b·g1| / 2³¹, both exact; says which were negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (bool A, bool B) Apply(long* a, long* b, long f0, long g0, long f1, long g1)
    {
        var carryA = (a[0] * f0 + b[0] * g0) >> LimbBits;
        var carryB = (a[0] * f1 + b[0] * g1) >> LimbBits;
        for (var i = 1; i < LimbCount; i++)
        {
            long x = a[i], y = b[i];
            carryA += x * f0 + y * g0;
            carryB += x * f1 + y * g1;
            a[i - 1] = carryA & Mask;
            b[i - 1] = carryB & Mask;
            carryA >>= LimbBits;
            carryB >>= LimbBits;
        }

        a[LimbCount - 1] = carryA;
        b[LimbCount - 1] = carryB;
        if (carryA < 0) Negate(a);
        if (carryB < 0) Negate(b);
        return (carryA < 0, carryB < 0);
    }

    /// <summary>u, v = (u·f0 + v·g0) / 2³¹, (u·f1 + v·g1) / 2³¹ modulo m: a multiple of m makes each division exact.</summary>
    /// <remarks>|f| + |g| is at most 2³¹, so no sum reaches 2⁶³.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    private static void Negate(long* value)
    {
        var carry = 0L;
        for (var i = 0; i < LimbCount - 1; i++)
        {
            carry -= value[i];
            value[i] = carry & Mask;
            carry >>= LimbBits;
        }

        value[LimbCount - 1] = carry - value[LimbCount - 1];
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

    private static bool IsZero(long* value)
    {
        var bits = 0L;
        for (var i = 0; i < LimbCount; i++) bits |= value[i];
        return bits == 0;
    }

    private static void Unpack(in Limbs value, long* limbs)
    {
        ulong l0 = value.L0, l1 = value.L1, l2 = value.L2, l3 = value.L3;
        limbs[0] = (long)l0 & Mask;
        limbs[1] = (long)(l0 >> 31) & Mask;
        limbs[2] = (long)((l0 >> 62) | (l1 << 2)) & Mask;
        limbs[3] = (long)(l1 >> 29) & Mask;
        limbs[4] = (long)((l1 >> 60) | (l2 << 4)) & Mask;
        limbs[5] = (long)(l2 >> 27) & Mask;
        limbs[6] = (long)((l2 >> 58) | (l3 << 6)) & Mask;
        limbs[7] = (long)(l3 >> 25) & Mask;
        limbs[8] = (long)(l3 >> 56);
    }

    /// <summary>The low 256 bits of a number that is not negative.</summary>
    private static Limbs Pack(long* limbs) =>
        new(
            (ulong)limbs[0] | ((ulong)limbs[1] << 31) | ((ulong)limbs[2] << 62),
            ((ulong)limbs[2] >> 2) | ((ulong)limbs[3] << 29) | ((ulong)limbs[4] << 60),
            ((ulong)limbs[4] >> 4) | ((ulong)limbs[5] << 27) | ((ulong)limbs[6] << 58),
            ((ulong)limbs[6] >> 6) | ((ulong)limbs[7] << 25) | ((ulong)limbs[8] << 56));
}
