using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// A multi-scalar multiplication of few terms, by Straus's method: all terms share the doublings. For verification, where a handful of public signals is
/// weighted and buckets would stay empty.
/// </summary>
internal static class StrausMsm<TField>
    where TField : unmanaged, ICurveField<TField>
{
    private const int Width = 4;
    private const int Multiples = 1 << (Width - 1);

    public static JacobianPoint<TField> Compute(MsmBases<TField> bases, ScalarsByLength scalars)
    {
        var windows = new SignedWindows(Width, scalars.LongestBits);
        using var buffer = ScratchPool.Shared.Rent<JacobianPoint<TField>>(scalars.Count * Multiples);
        using var recodedBuffer = ScratchPool.Shared.Rent<Limbs>(scalars.Count);
        var tables = buffer.Span;
        var recoded = recodedBuffer.Span;
        for (var i = 0; i < scalars.Count; i++)
        {
            // Multiples 1 to 8 of each point. The sign of the scalar is applied to the
            // point, so that the recoded magnitude is positive.
            var term = scalars.Terms[i];
            var source = bases[(int)(term >> 1)];
            var point = (term & 1) == 0 ? source : -source;

            // Consecutive multiples by repeated addition. The formulas are complete, so
            // points may be infinite or equal.
            var multiple = JacobianPoint<TField>.Infinity;
            for (var j = 0; j < Multiples; j++) tables[i * Multiples + j] = multiple = multiple.Add(point);

            // Digits of four bits, from -8 to 8.
            recoded[i] = windows.Recode(scalars.Magnitude(i));
        }

        var sum = JacobianPoint<TField>.Infinity;
        for (var window = windows.Count - 1; window >= 0; window--)
        {
            // One doubling per bit for all terms together, then an addition per nonzero
            // digit.
            for (var i = 0; i < Width; i++) sum = sum.Double();

            // Terms are ordered by length, so those that reach the window are a prefix.
            var reaching = scalars.CountWithAtLeast(windows.BitsToReach(window));
            for (var i = 0; i < reaching; i++)
            {
                var digit = windows.Digit(recoded[i], window);

                // Negation of a point is free, so the table needs positive multiples only.
                if (digit > 0) sum = sum.Add(tables[i * Multiples + digit - 1]);
                if (digit < 0) sum = sum.Add(-tables[i * Multiples - digit - 1]);
            }
        }

        return sum;
    }
}
