using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Conversions into lanes and out of lanes.</content>
internal readonly unsafe partial struct PortableLanes<TModulus, TDigits>
{
    public static void SetOne(double* result)
    {
        for (var i = 0; i < Length; i++) result[i] = LaneConstants<TModulus>.Width52.One[i % Digits];
    }

    public static void SetScalars(double* scalars, Limbs* source)
    {
        // Scalars are five consecutive digits each, exactly the layout of a block: no copy
        // is needed.
        FromMontgomery(scalars, source);
        Reduce(scalars, scalars);
    }

    public static void ToScalars(double* scalars, double* block) => new ReadOnlySpan<double>(block, IFieldLanes.Length).CopyTo(new(scalars, IFieldLanes.Length));

    public static void FromCanonical(double* result, Limbs* source) => Enter(result, source, LaneConstants<TModulus>.Width52.FromCanonical);

    public static void FromMontgomery(double* result, Limbs* source) =>
        Enter(result, source, LaneConstants<TModulus>.Width52.FromMontgomery);

    public static void ToCanonical(Limbs* destination, double* value) =>
        Leave(destination, value, LaneConstants<TModulus>.Width52.ToCanonical);

    public static void ToMontgomery(Limbs* destination, double* value) =>
        Leave(destination, value, LaneConstants<TModulus>.Width52.ToMontgomery);

    public static void Invert(double* result, double* value) =>
        LaneInversion<PortableLanes<TModulus, TDigits>, TModulus>.Invert(result, value);

    public static void Transpose(double* result, double* blocks)
    {
        // Digits of a lane are consecutive, so lanes are copied as a whole.
        for (var i = 0; i < Lanes; i++)
            for (var j = 0; j < Lanes; j++) CopyLane(result + Length * i + Digits * j, blocks + Length * j + Digits * i);
    }

    public static void Permute(double* result, double* first, double* second, ulong lanes)
    {
        for (var i = 0; i < Lanes; i++, lanes >>= 8)
        {
            // The low four bits of a byte select a lane of two blocks.
            var lane = (int)lanes & (2 * Lanes - 1);
            CopyLane(result + Digits * i, (lane < Lanes ? first : second) + Digits * (lane & (Lanes - 1)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyLane(double* result, double* lane)
    {
        for (var k = 0; k < Digits; k++) result[k] = lane[k];
    }

    /// <summary>Digits from 0 to 2^52 - 1 are loose, so a number need not be balanced before the multiplication.</summary>
    private static void Enter(double* result, Limbs* source, double* scalar)
    {
        for (var lane = 0; lane < Lanes; lane++)
        {
            // A number below m has four digits of 52 bits and a last digit of 46 bits.
            var digits = result + Digits * lane;
            Cut(source[lane], out var i0, out var i1, out var i2, out var i3, out var i4);
            (digits[0], digits[1], digits[2], digits[3], digits[4]) = (i0, i1, i2, i3, i4);
        }

        // |v| < m and the constant is at most m/2: |T| <= m²/2.
        MultiplyByScalar(result, result, scalar);
    }

    /// <summary>A product is at most 1.7·m; at least size the number is above -m, and m is added to negative numbers.</summary>
    private static void Leave(Limbs* destination, double* value, double* scalar)
    {
        // The constants are 1 and 2^256, so the product is the canonical integer or the
        // Montgomery form, up to a multiple of m, without the factor R. Least size then
        // leaves a number above -m and below m.
        var product = stackalloc double[Length];
        Reduce(product, value);
        MultiplyByScalar(product, product, scalar);
        Reduce(product, product);
        for (var lane = 0; lane < Lanes; lane++, product += Digits)
        {
            long i0 = Whole(product[0]), i1 = Whole(product[1]), i2 = Whole(product[2]), i3 = Whole(product[3]), i4 = Whole(product[4]);

            // The carries of all lower digits, with sign, move into digit 4: the result is
            // negative exactly if the number is.
            var negative = (i4 + ((i3 + ((i2 + ((i1 + (i0 >> Width)) >> Width)) >> Width)) >> Width)) >> 63;

            // m is added under the mask of a negative number; carries then leave digits
            // from 0 to 2^52 - 1.
            i0 += negative & (long)TDigits.Modulus0;
            i1 += (negative & (long)TDigits.Modulus1) + (i0 >> Width);
            i2 += (negative & (long)TDigits.Modulus2) + (i1 >> Width);
            i3 += (negative & (long)TDigits.Modulus3) + (i2 >> Width);
            i4 += (negative & (long)TDigits.Modulus4) + (i3 >> Width);
            destination[lane] = Join(i0 & Mask, i1 & Mask, i2 & Mask, i3 & Mask, i4);
        }
    }

    /// <summary>Cuts 256 bits into four digits of 52 bits and a digit of 48, all unsigned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Cut(in Limbs words, out long i0, out long i1, out long i2, out long i3, out long i4)
    {
        // Digit k consists of bits 52k to 52k + 51. Digits 1 to 3 span two words each.
        i0 = (long)words.L0 & Mask;
        i1 = (long)((words.L0 >> 52) | (words.L1 << 12)) & Mask;
        i2 = (long)((words.L1 >> 40) | (words.L2 << 24)) & Mask;
        i3 = (long)((words.L2 >> 28) | (words.L3 << 36)) & Mask;
        i4 = (long)(words.L3 >> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Limbs Join(long i0, long i1, long i2, long i3, long i4) =>
        // Digits are unsigned and do not exceed their width, so the shifted digits never
        // overlap.
        new(
            (ulong)(i0 | (i1 << 52)),
            (ulong)((i1 >> 12) | (i2 << 40)),
            (ulong)((i2 >> 24) | (i3 << 28)),
            (ulong)((i3 >> 36) | (i4 << 16)));
}
