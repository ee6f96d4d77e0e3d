using Shadowgraph.Proofs.Bn254.Simd;
using Fp512 = Shadowgraph.Proofs.Bn254.Simd.Avx512Lanes<Shadowgraph.Proofs.Bn254.Fields.BaseModulus, Shadowgraph.Proofs.Bn254.Simd.BaseDigits52>;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>Whether many points are on their curve: 3 multiplications each, eight points at a time where there are vectors for it.</summary>
internal static class CurveCheck<TField>
    where TField : unmanaged, ICurveField<TField>
{
    /// <summary>The place of a point that is not on the curve, the first one; -1 if all are. Infinity is on it.</summary>
    public static int FirstOutside(ReadOnlySpan<AffinePoint<TField>> points) =>
        !Fp512.IsSupported ? FirstOutsidePortable(points)
        : typeof(TField) == typeof(Fp) ? LanesCurveCheck<TField, Fp512, Fp512>.FirstOutside(points)
        : LanesCurveCheck<TField, Fp2Lanes<Fp512>, Fp512>.FirstOutside(points);

    /// <summary>The same, one point after the other.</summary>
    internal static int FirstOutsidePortable(ReadOnlySpan<AffinePoint<TField>> points)
    {
        for (var i = 0; i < points.Length; i++)
        {
            if (!points[i].IsOnCurve()) return i;
        }

        return -1;
    }
}
