using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.Pairings;

/// <summary>A point (x, y) of G1 as (x/y, 1/y), the form for lines with the coefficient 1 of y. Infinity is (0, 0).</summary>
internal readonly struct LinePoint(in Fp xOverY, in Fp inverseY)
{
    public readonly Fp XOverY = xOverY;
    public readonly Fp InverseY = inverseY;

    public bool IsInfinity => InverseY.IsZero;

    /// <summary>-(x, y).</summary>
    public static LinePoint operator -(in LinePoint point) => new(-point.XOverY, -point.InverseY);

    /// <summary>Converts points with a common inversion. The order of G1 is odd, so only infinity has y = 0.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void FromPoints(ReadOnlySpan<G1Jacobian> points, Span<LinePoint> results)
    {
        if (points.Length != results.Length) throw new ArgumentException("There must be as many results as points.", nameof(results));
        using var scratch = ScratchPool.Shared.Rent<Fp>(points.Length);
        var inverses = scratch.Span;

        // Batch inversion keeps zero, so infinity becomes (0, 0).
        for (var i = 0; i < points.Length; i++) inverses[i] = points[i].IsInfinity ? Fp.Zero : points[i].Y;
        BatchInversion.Invert(inverses);

        // x/y = (X/Z²) / (Y/Z³) = XZ/Y, and 1/y = Z³/Y.
        for (var i = 0; i < points.Length; i++)
        {
            // Jacobian input costs some multiplications by Z, but no inversion per point.
            var z = points[i].Z;
            results[i] = new(points[i].X * z * inverses[i], z.Square() * z * inverses[i]);
        }
    }
}
