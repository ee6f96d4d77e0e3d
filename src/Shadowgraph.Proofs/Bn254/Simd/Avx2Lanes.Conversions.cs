using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Conversions into lanes and out of lanes.</content>
internal readonly unsafe partial struct Avx2Lanes<TModulus, TDigits>
{
    public static void SetOne(double* result)
    {
        // The element 1 is R mod m. Both halves of the block hold the same digits.
        for (var i = 0; i < 5; i++)
        {
            var digit = Vector256.Create(LaneConstants<TModulus>.Width51.One[i]);
            Avx.Store(result + Lanes * i, digit);
            Avx.Store(result + HalfLength + Lanes * i, digit);
        }
    }

    public static void SetScalars(double* scalars, Limbs* source)
    {
        // Reduced scalars, |s| <= m/2, halve the bounds of all later products.
        var block = stackalloc double[IFieldLanes.Length];
        FromMontgomery(block, source);
        Reduce(block, block);
        ToScalars(scalars, block);
    }

    public static void ToScalars(double* scalars, double* block)
    {
        for (var i = 0; i < ILanes.Count; i++)
        {
            // Lane i is in half i / 4 of the block, at position i % 4 of each register.
            var lane = block + i / Lanes * HalfLength + i % Lanes;
            for (var digit = 0; digit < 5; digit++) scalars[IFieldLanes.ScalarLength * i + digit] = lane[Lanes * digit];
        }
    }

    public static void FromCanonical(double* result, Limbs* source) => Enter(result, source, LaneConstants<TModulus>.Width51.FromCanonical);

    public static void FromMontgomery(double* result, Limbs* source) =>
        Enter(result, source, LaneConstants<TModulus>.Width51.FromMontgomery);

    public static void ToCanonical(Limbs* destination, double* value) =>
        Leave(destination, value, LaneConstants<TModulus>.Width51.ToCanonical);

    public static void ToMontgomery(Limbs* destination, double* value) =>
        Leave(destination, value, LaneConstants<TModulus>.Width51.ToMontgomery);

    public static void Invert(double* result, double* value) =>
        LaneInversion<Avx2Lanes<TModulus, TDigits>, TModulus>.Invert(result, value);

    private static void Enter(double* result, Limbs* source, double* scalar)
    {
        // |v| < m and the constant is at most m/2: |T| <= m²/2, within the limit 1.3·m² of
        // a multiplication.
        EnterHalf(result, (ulong*)source);
        EnterHalf(result + HalfLength, (ulong*)(source + Lanes));
        MultiplyByScalar(result, result, scalar);
    }

    /// <summary>Digits from 0 to 2^51 - 1 are loose, so a number need not be balanced before the multiplication.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void EnterHalf(double* result, ulong* source)
    {
        // A number below m has four digits of 51 bits and a last digit of 50 bits.
        Cut(
            source, source + ElementWords, source + 2 * ElementWords, source + 3 * ElementWords,
            out var i0, out var i1, out var i2, out var i3, out var i4);
        Avx.Store(result, BiasedDigit(i0, One52));
        Avx.Store(result + Lanes, BiasedDigit(i1, One52));
        Avx.Store(result + 2 * Lanes, BiasedDigit(i2, One52));
        Avx.Store(result + 3 * Lanes, BiasedDigit(i3, One52));
        Avx.Store(result + 4 * Lanes, BiasedDigit(i4, One52));
    }

    private static void Leave(Limbs* destination, double* value, double* scalar)
    {
        var product = stackalloc double[IFieldLanes.Length];

        // A loose value of up to 4·m times a constant of m/2 would exceed 1.3·m²: reduced
        // first. The constants are 1 and 2^256, so the product is the canonical integer or
        // the Montgomery form, up to a multiple of m, without the factor R.
        Reduce(product, value);
        MultiplyByScalar(product, product, scalar);

        // Least size means a number above -m and below m: a single conditional addition of
        // m makes the number canonical.
        Reduce(product, product);
        LeaveHalf((ulong*)destination, product);
        LeaveHalf((ulong*)(destination + Lanes), product + HalfLength);
    }

    /// <summary>A number of least size is above -m; m is added to negative numbers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void LeaveHalf(ulong* destination, double* reduced)
    {
        var i0 = Integer(reduced, 0);
        var i1 = Integer(reduced, 1);
        var i2 = Integer(reduced, 2);
        var i3 = Integer(reduced, 3);
        var i4 = Integer(reduced, 4);

        // The carries of all lower digits, with sign, move into digit 4: the result is
        // negative exactly if the number is.
        var top = i4 + Carry(i3 + Carry(i2 + Carry(i1 + Carry(i0))));
        var negative = Vector256.LessThan(top, Vector256<long>.Zero);
        var mask = Vector256.Create(Mask);

        // m is added under the mask of negative lanes; carries then leave digits from 0 to
        // 2^51 - 1.
        i0 += negative & Vector256.Create((long)TDigits.Modulus0);
        i1 += (negative & Vector256.Create((long)TDigits.Modulus1)) + Carry(i0);
        i2 += (negative & Vector256.Create((long)TDigits.Modulus2)) + Carry(i1);
        i3 += (negative & Vector256.Create((long)TDigits.Modulus3)) + Carry(i2);
        i4 += (negative & Vector256.Create((long)TDigits.Modulus4)) + Carry(i3);
        Join(destination, ElementWords, i0 & mask, i1 & mask, i2 & mask, i3 & mask, i4);
    }

    /// <summary>An arithmetic shift, which AVX2 lacks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Carry(Vector256<long> value) =>
        // 2^61 makes the value positive; the logical shift turns the offset into 2^10,
        // subtracted afterwards.
        ((value + Vector256.Create(1L << 61)) >>> Width) - Vector256.Create(BiasCarry);
}
