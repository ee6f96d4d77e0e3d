namespace Shadowgraph.Proofs.Bn254;

/// <summary>A multi-scalar multiplication of few terms, by Straus's method: all share the doublings. For verification, where a handful
/// of public signals is weighted and buckets would stay empty.</summary>
internal static class InterleavedSum<TField>
    where TField : unmanaged, ICurveField<TField>
{
    private const int Width = 4;
    private const int Multiples = 1 << (Width - 1);

    public static JacobianPoint<TField> Compute(ReadOnlySpan<AffinePoint<TField>> points, SizedScalars scalars)
    {
        var windows = new SignedWindows(Width, scalars.LongestBits);
        using var buffer = ScratchPool.Shared.Rent<JacobianPoint<TField>>(scalars.Count * Multiples);
        var tables = buffer.Span;
        for (var i = 0; i < scalars.Count; i++)
        {
            var term = scalars.Terms[i];
            ref readonly var source = ref points[(int)(term >> 1)];
            var point = (term & 1) == 0 ? source : -source;
            var multiple = JacobianPoint<TField>.Infinity;
            for (var j = 0; j < Multiples; j++) tables[i * Multiples + j] = multiple = multiple.Add(point);
            scalars.Magnitudes[i] = windows.Recode(scalars.Magnitudes[i]);
        }

        var sum = JacobianPoint<TField>.Infinity;
        for (var window = windows.Count - 1; window >= 0; window--)
        {
            for (var i = 0; i < Width; i++) sum = sum.Double();
            var reaching = scalars.Reaching(windows.BitsToReach(window));
            for (var i = 0; i < reaching; i++)
            {
                var digit = windows.Digit(scalars.Magnitudes[i], window);
                if (digit > 0) sum = sum.Add(tables[i * Multiples + digit - 1]);
                if (digit < 0) sum = sum.Add(-tables[i * Multiples - digit - 1]);
            }
        }

        return sum;
    }
}
