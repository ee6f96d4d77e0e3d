namespace Shadowgraph.Proofs.Bn254;

/// <summary>Whether many points are on their curve.</summary>
internal static class CurveCheck<TField>
    where TField : unmanaged, ICurveField<TField>
{
    /// <summary>The place of a point that is not on the curve, the first one; -1 if all are. Infinity is on it.</summary>
    public static int FirstOutside(ReadOnlySpan<AffinePoint<TField>> points)
    {
        for (var i = 0; i < points.Length; i++)
        {
            if (!points[i].IsOnCurve()) return i;
        }

        return -1;
    }
}
