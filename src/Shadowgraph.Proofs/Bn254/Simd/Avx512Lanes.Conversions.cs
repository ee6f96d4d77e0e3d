using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Conversions into lanes and out of lanes.</content>
internal readonly unsafe partial struct Avx512Lanes<TModulus, TDigits>
{
    public static void SetOne(double* result)
    {
        // The element 1 is R mod m.
        for (var i = 0; i < 5; i++) Avx512F.Store(result + Lanes * i, Vector512.Create(LaneConstants<TModulus>.Width52.One[i]));
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
        for (var i = 0; i < Lanes; i++)
            for (var digit = 0; digit < 5; digit++) scalars[IFieldLanes.ScalarLength * i + digit] = block[Lanes * digit + i];
    }

    public static void FromCanonical(double* result, Limbs* source) => Enter(result, source, LaneConstants<TModulus>.Width52.FromCanonical);

    public static void FromMontgomery(double* result, Limbs* source) =>
        Enter(result, source, LaneConstants<TModulus>.Width52.FromMontgomery);

    public static void ToCanonical(Limbs* destination, double* value) =>
        Leave(destination, value, LaneConstants<TModulus>.Width52.ToCanonical);

    public static void ToMontgomery(Limbs* destination, double* value) =>
        Leave(destination, value, LaneConstants<TModulus>.Width52.ToMontgomery);

    public static void Invert(double* result, double* value) =>
        LaneInversion<Avx512Lanes<TModulus, TDigits>, TModulus>.Invert(result, value);

    /// <summary>Digits from 0 to 2^52 - 1 are loose, so a number need not be balanced before the multiplication.</summary>
    [MethodImpl(Kernel.Optimized)]
    private static void Enter(double* result, Limbs* source, double* scalar)
    {
        // A number below m has four digits of 52 bits and a last digit of 46 bits.
        Deal((ulong*)source, out var w0, out var w1, out var w2, out var w3);
        Cut(w0, w1, w2, w3, out var i0, out var i1, out var i2, out var i3, out var i4);
        Avx512F.Store(result, BiasedDigit(i0, One52));
        Avx512F.Store(result + Lanes, BiasedDigit(i1, One52));
        Avx512F.Store(result + 2 * Lanes, BiasedDigit(i2, One52));
        Avx512F.Store(result + 3 * Lanes, BiasedDigit(i3, One52));
        Avx512F.Store(result + 4 * Lanes, BiasedDigit(i4, One52));

        // |v| < m and the constant is at most m/2: |T| <= m²/2.
        MultiplyByScalar(result, result, scalar);
    }

    /// <summary>A product is at most 1.7·m; at least size the number is above -m, and m is added to negative numbers.</summary>
    [MethodImpl(Kernel.Optimized)]
    private static void Leave(Limbs* destination, double* value, double* scalar)
    {
        // The constants are 1 and 2^256, so the product is the canonical integer or the
        // Montgomery form, up to a multiple of m, without the factor R.
        var product = stackalloc double[IFieldLanes.Length];
        Reduce(product, value);
        MultiplyByScalar(product, product, scalar);
        Reduce(product, product);

        // Above -m and below m: a single conditional addition of m makes the number
        // canonical.
        var i0 = Integer(product, 0);
        var i1 = Integer(product, 1);
        var i2 = Integer(product, 2);
        var i3 = Integer(product, 3);
        var i4 = Integer(product, 4);

        // The carries of all lower digits, with sign, move into digit 4: the result is
        // negative exactly if the number is.
        var top = i4 + ((i3 + ((i2 + ((i1 + (i0 >> Width)) >> Width)) >> Width)) >> Width);
        var negative = top >> 63;
        var mask = Vector512.Create(Mask);

        // m is added under the mask of negative lanes; carries then leave digits from 0 to
        // 2^52 - 1.
        i0 += negative & Vector512.Create((long)TDigits.Modulus0);
        i1 += (negative & Vector512.Create((long)TDigits.Modulus1)) + (i0 >> Width);
        i2 += (negative & Vector512.Create((long)TDigits.Modulus2)) + (i1 >> Width);
        i3 += (negative & Vector512.Create((long)TDigits.Modulus3)) + (i2 >> Width);
        i4 += (negative & Vector512.Create((long)TDigits.Modulus4)) + (i3 >> Width);
        Join(i0 & mask, i1 & mask, i2 & mask, i3 & mask, i4, out var w0, out var w1, out var w2, out var w3);
        Collect((ulong*)destination, w0, w1, w2, w3);
    }

    /// <summary>Transposes eight numbers of four words to a register per word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Deal(
        ulong* source, out Vector512<ulong> w0, out Vector512<ulong> w1, out Vector512<ulong> w2, out Vector512<ulong> w3)
    {
        // Each row holds two numbers.
        var r0 = Avx512F.LoadVector512(source);
        var r1 = Avx512F.LoadVector512(source + 8);
        var r2 = Avx512F.LoadVector512(source + 16);
        var r3 = Avx512F.LoadVector512(source + 24);

        // Words 0 and 1 of four numbers in each register; the shuffles join the lower and
        // then the upper halves.
        var low = Avx512F.PermuteVar8x64x2(r0, FirstWords, r1);
        var high = Avx512F.PermuteVar8x64x2(r2, FirstWords, r3);
        w0 = Avx512F.Shuffle4x128(low, high, 0x44);
        w1 = Avx512F.Shuffle4x128(low, high, 0xee);

        // The same for words 2 and 3.
        low = Avx512F.PermuteVar8x64x2(r0, LastWords, r1);
        high = Avx512F.PermuteVar8x64x2(r2, LastWords, r3);
        w2 = Avx512F.Shuffle4x128(low, high, 0x44);
        w3 = Avx512F.Shuffle4x128(low, high, 0xee);
    }

    /// <summary>The inverse: for four numbers the same permutation takes words to numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Collect(ulong* destination, Vector512<ulong> w0, Vector512<ulong> w1, Vector512<ulong> w2, Vector512<ulong> w3)
    {
        // The lower halves hold numbers 0 to 3, as a 4 x 4 matrix of words that FirstWords
        // and LastWords transpose.
        var a = Avx512F.Shuffle4x128(w0, w1, 0x44);
        var b = Avx512F.Shuffle4x128(w2, w3, 0x44);
        Avx512F.Store(destination, Avx512F.PermuteVar8x64x2(a, FirstWords, b));
        Avx512F.Store(destination + 8, Avx512F.PermuteVar8x64x2(a, LastWords, b));
        a = Avx512F.Shuffle4x128(w0, w1, 0xee);
        b = Avx512F.Shuffle4x128(w2, w3, 0xee);
        Avx512F.Store(destination + 16, Avx512F.PermuteVar8x64x2(a, FirstWords, b));
        Avx512F.Store(destination + 24, Avx512F.PermuteVar8x64x2(a, LastWords, b));
    }

    private static Vector512<ulong> FirstWords => Vector512.Create(0UL, 4, 8, 12, 1, 5, 9, 13);

    private static Vector512<ulong> LastWords => Vector512.Create(2UL, 6, 10, 14, 3, 7, 11, 15);
}
