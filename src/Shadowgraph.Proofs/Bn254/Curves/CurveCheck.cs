using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Bn254.Curves;

/// <summary>Checks the curve equation of many points: 3 multiplications per point, eight points at a time with AVX-512.</summary>
internal static class CurveCheck<TField>
    where TField : unmanaged, ICurveField<TField>
{
    /// <summary>The index of the first point off the curve; -1 if there is none. Infinity counts as on the curve.</summary>
    public static int FirstOutside(ReadOnlySpan<AffinePoint<TField>> points) =>
        InstructionSets.Best == InstructionSet.Avx512
            ? InstructionSets.OverFp<InLanes, int>(InstructionSet.Avx512, new InLanes(points))
            : FirstOutsidePortable(points);

    /// <summary>The same check, point by point.</summary>
    internal static int FirstOutsidePortable(ReadOnlySpan<AffinePoint<TField>> points)
    {
        for (var i = 0; i < points.Length; i++)
        {
            if (!points[i].IsOnCurve()) return i;
        }

        return -1;
    }

    private readonly ref struct InLanes(ReadOnlySpan<AffinePoint<TField>> points) : ILanesFunction<int>
    {
        private readonly ReadOnlySpan<AffinePoint<TField>> _points = points;

        public int Invoke<TLanes>()
            where TLanes : struct, IFieldLanes =>
            typeof(TField) == typeof(Fp)
                ? LanesCurveCheck<TField, TLanes, TLanes>.FirstOutside(_points)
                : LanesCurveCheck<TField, Fp2Lanes<TLanes>, TLanes>.FirstOutside(_points);
    }
}
