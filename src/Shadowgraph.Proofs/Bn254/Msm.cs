namespace Shadowgraph.Proofs.Bn254;

/// <summary>Multi-scalar multiplication: the sum of scalar·point over two lists.</summary>
internal static class Msm
{
    private const int Window = 8;

    /// <summary>The sum of scalars[i]·points[i]. Points may repeat, be opposite or at infinity, scalars be anything.</summary>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static JacobianPoint<TField> Compute<TField>(
        ReadOnlyMemory<AffinePoint<TField>> points, ReadOnlyMemory<Fr> scalars, in Parallelism parallelism)
        where TField : unmanaged, ICurveField<TField>
    {
        if (points.Length != scalars.Length) throw new ArgumentException("There must be as many scalars as points.", nameof(scalars));
        var sums = new JacobianPoint<TField>[256 / Window];
        parallelism.For(sums.Length, 1, (from, to) =>
        {
            for (var window = from; window < to; window++) sums[window] = SumWindow(points.Span, scalars.Span, window * Window);
        });

        var result = JacobianPoint<TField>.Infinity;
        for (var window = sums.Length - 1; window >= 0; window--)
        {
            for (var i = 0; i < Window; i++) result = result.Double();
            result = result.Add(sums[window]);
        }

        return result;
    }

    private static JacobianPoint<TField> SumWindow<TField>(ReadOnlySpan<AffinePoint<TField>> points, ReadOnlySpan<Fr> scalars, int shift)
        where TField : unmanaged, ICurveField<TField>
    {
        var buckets = new JacobianPoint<TField>[1 << Window];
        for (var i = 0; i < points.Length; i++)
        {
            var digit = (int)(scalars[i].Canonical[shift >> 6] >> (shift & 63)) & ((1 << Window) - 1);
            if (digit != 0) buckets[digit] = buckets[digit].Add(points[i]);
        }

        var running = JacobianPoint<TField>.Infinity;
        var sum = JacobianPoint<TField>.Infinity;
        for (var digit = buckets.Length - 1; digit > 0; digit--)
        {
            running = running.Add(buckets[digit]);
            sum = sum.Add(running);
        }

        return sum;
    }
}
