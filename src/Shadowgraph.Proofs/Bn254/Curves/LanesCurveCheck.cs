using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.Curves;

/// <summary>Checks y² = x³ + b for eight points at a time.</summary>
/// <typeparam name="TField">The field of the coordinates.</typeparam>
/// <typeparam name="TLanes">The lanes of that field.</typeparam>
/// <typeparam name="TBase">The lanes of Fp below.</typeparam>
internal static unsafe class LanesCurveCheck<TField, TLanes, TBase>
    where TField : unmanaged, ICurveField<TField>
    where TLanes : struct, ILanes
    where TBase : struct, IFieldLanes
{
    private const int AllLanes = (1 << ILanes.Count) - 1;

    // Coordinates over Fp per coordinate of the curve: one in Fp, two in Fp2.
    private static int Parts => sizeof(TField) / sizeof(Limbs);

    /// <summary>The index of the first point off the curve; -1 if there is none. Infinity counts as on the curve.</summary>
    public static int FirstOutside(ReadOnlySpan<AffinePoint<TField>> points)
    {
        using var blocks = ScratchPool.Shared.Rent<double>(4 * TLanes.BlockLength);
        double* x = blocks.Pointer, y = x + TLanes.BlockLength, cube = y + TLanes.BlockLength, b = cube + TLanes.BlockLength;
        var constants = stackalloc TField[ILanes.Count];
        new Span<TField>(constants, ILanes.Count).Fill(TField.CurveB);
        Load(b, (Limbs*)constants, Parts);

        // The last group is padded with points at infinity.
        var last = stackalloc AffinePoint<TField>[ILanes.Count];
        fixed (AffinePoint<TField>* source = points)
        {
            for (var first = 0; first < points.Length; first += ILanes.Count)
            {
                var eight = source + first;
                if (points.Length - first < ILanes.Count)
                {
                    new Span<AffinePoint<TField>>(last, ILanes.Count).Clear();
                    points[first..].CopyTo(new Span<AffinePoint<TField>>(last, ILanes.Count));
                    eight = last;
                }

                Load(x, (Limbs*)eight, 2 * Parts);
                Load(y, (Limbs*)eight + Parts, 2 * Parts);
                var good = Check(x, y, cube, b);
                for (var lane = 0; good != AllLanes && lane < ILanes.Count; lane++)
                {
                    if ((good & (1 << lane)) == 0 && !eight[lane].IsInfinity) return first + lane;
                }
            }
        }

        return -1;
    }

    /// <summary>The lanes in which y² - x³ - b is zero.</summary>
    private static int Check(double* x, double* y, double* cube, double* b)
    {
        TLanes.Square(cube, x);
        TLanes.Multiply(cube, cube, x);
        TLanes.AddReduced(cube, cube, b);
        TLanes.Square(y, y);
        TLanes.SubtractReduced(y, y, cube);
        return TLanes.ZeroLanes(y);
    }

    /// <summary>A coordinate of eight elements at a fixed distance in limbs, reduced.</summary>
    private static void Load(double* block, Limbs* source, int stride)
    {
        var part = stackalloc Limbs[ILanes.Count];
        for (var i = 0; i < Parts; i++)
        {
            for (var lane = 0; lane < ILanes.Count; lane++) part[lane] = source[(lane * stride) + i];
            TBase.FromMontgomery(block + (i * IFieldLanes.Length), part);
            TBase.Reduce(block + (i * IFieldLanes.Length), block + (i * IFieldLanes.Length));
        }
    }
}
