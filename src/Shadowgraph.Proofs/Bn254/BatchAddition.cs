using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>Many independent additions of affine points that share one inversion: 5M + 1S each, and one inversion in all.</summary>
internal static class BatchAddition<TField>
    where TField : unmanaged, ICurveField<TField>
{
    /// <summary>How many field elements of scratch memory an addition needs.</summary>
    public const int ScratchPerPair = 2;

    /// <summary>left[i] += right[i]. Complete: equal, opposite and infinite points give their true sums.</summary>
    /// <param name="left">Addends, then sums.</param>
    /// <param name="right">As many addends.</param>
    /// <param name="scratch">At least <see cref="ScratchPerPair"/> elements for each pair; what is in them afterwards depends on the points.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void AddInPlace(Span<AffinePoint<TField>> left, ReadOnlySpan<AffinePoint<TField>> right, Span<TField> scratch)
    {
        var count = left.Length;
        right = right[..count];
        var denominators = scratch[..count];
        var prefixes = scratch.Slice(count, count);
        var product = TField.One;
        for (var i = 0; i < count; i++)
        {
            ref readonly var a = ref left[i];
            ref readonly var b = ref right[i];
            var denominator = IsExceptional(a, b) ? ExceptionalDenominator(a, b) : b.X - a.X;
            denominators[i] = denominator;
            prefixes[i] = product;
            product *= denominator;
        }

        var suffix = product.Inverse();
        for (var i = count - 1; i >= 0; i--)
        {
            ref var a = ref left[i];
            ref readonly var b = ref right[i];
            var inverse = suffix * prefixes[i];
            suffix *= denominators[i];
            if (IsExceptional(a, b))
            {
                a = AddExceptional(a, b, inverse);
                continue;
            }

            var slope = (b.Y - a.Y) * inverse;
            var x = slope.Square() - a.X - b.X;
            a = new(x, slope * (a.X - x) - a.Y);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsExceptional(in AffinePoint<TField> a, in AffinePoint<TField> b) =>
        a.X.Equals(b.X) || (a.X.IsZero && a.Y.IsZero) || (b.X.IsZero && b.Y.IsZero);

    /// <summary>2y for a doubling; 1 where the sum needs no division, because a zero would spoil the common product.</summary>
    private static TField ExceptionalDenominator(in AffinePoint<TField> a, in AffinePoint<TField> b) =>
        IsDoubling(a, b) ? a.Y.Double() : TField.One;

    private static AffinePoint<TField> AddExceptional(in AffinePoint<TField> a, in AffinePoint<TField> b, in TField inverse)
    {
        if (a.IsInfinity) return b;
        if (b.IsInfinity) return a;
        if (!IsDoubling(a, b)) return AffinePoint<TField>.Infinity;
        var square = a.X.Square();
        var slope = (square.Double() + square) * inverse;
        var x = slope.Square() - a.X.Double();
        return new(x, slope * (a.X - x) - a.Y);
    }

    /// <summary>With equal x: y differs from -y, so the points are equal rather than opposite.</summary>
    private static bool IsDoubling(in AffinePoint<TField> a, in AffinePoint<TField> b) =>
        a.Equals(b) && !a.Y.IsZero;
}
