using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Bn254.Curves;

/// <summary>Eight points (X/Z², Y/Z³), a point per lane: blocks of x, y and z.</summary>
/// <remarks>
/// The formulas are incomplete: infinity, and an addition of equal or opposite points, give z = 0, and z stays 0 from then on. A nonzero final z
/// therefore proves that all previous steps were correct.
/// </remarks>
internal static unsafe class JacobianLanes<TLanes>
    where TLanes : struct, ILanes
{
    /// <summary>Doubles of scratch memory for a step.</summary>
    public static int ScratchLength => 6 * TLanes.BlockLength;

    /// <summary>2P: 3M + 4S, https://hyperelliptic.org/EFD/g1p/auto-shortw-jacobian-0.html#doubling-dbl-2009-l with 4XY² as a product.</summary>
    public static void Double(double* point, double* scratch)
    {
        var length = TLanes.BlockLength;
        double* x = point, y = x + length, z = y + length;
        double* a = scratch, b = a + length, c = b + length, d = c + length, t = d + length;
        TLanes.Square(a, x);
        TLanes.Square(b, y);
        TLanes.Square(c, b);
        TLanes.Multiply(d, x, b);
        Twice(d);
        Twice(d);
        TLanes.AddReduced(t, y, y);
        TLanes.Multiply(z, t, z);
        TLanes.AddReduced(t, a, a);
        TLanes.AddReduced(a, t, a);
        TLanes.Square(x, a);
        TLanes.SubtractReduced(x, x, d);
        TLanes.SubtractReduced(x, x, d);
        TLanes.SubtractReduced(t, d, x);
        TLanes.Multiply(y, a, t);
        Twice(c);
        Twice(c);
        Twice(c);
        TLanes.SubtractReduced(y, y, c);
    }

    /// <summary>P + Q for an affine Q: 8M + 3S, https://hyperelliptic.org/EFD/g1p/auto-shortw-jacobian-0.html#addition-madd-2007-bl with 2Zh as a
    /// product.</summary>
    public static void Add(double* point, double* otherX, double* otherY, double* scratch)
    {
        var length = TLanes.BlockLength;
        double* x = point, y = x + length, z = y + length;
        double* h = scratch, r = h + length, i = r + length, j = i + length, v = j + length, t = v + length;
        TLanes.Square(t, z);
        TLanes.Multiply(h, otherX, t);
        TLanes.SubtractReduced(h, h, x);
        TLanes.Multiply(r, t, z);
        TLanes.Multiply(r, otherY, r);
        TLanes.SubtractReduced(r, r, y);
        Twice(r);
        TLanes.Square(i, h);
        Twice(i);
        Twice(i);
        TLanes.Multiply(j, h, i);
        TLanes.Multiply(v, x, i);
        TLanes.AddReduced(t, z, z);
        TLanes.Multiply(z, t, h);
        TLanes.Square(x, r);
        TLanes.SubtractReduced(x, x, j);
        TLanes.SubtractReduced(x, x, v);
        TLanes.SubtractReduced(x, x, v);
        TLanes.SubtractReduced(v, v, x);
        TLanes.Multiply(v, r, v);
        TLanes.Multiply(t, y, j);
        Twice(t);
        TLanes.SubtractReduced(y, v, t);
    }

    private static void Twice(double* value) => TLanes.AddReduced(value, value, value);
}
