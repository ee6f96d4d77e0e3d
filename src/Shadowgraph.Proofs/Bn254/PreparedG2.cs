namespace Shadowgraph.Proofs.Bn254;

/// <summary>
/// The lines that a Miller loop draws through multiples of one point of G2. They don't depend on the point of G1, so a verifier
/// computes those of its key once.
/// </summary>
/// <remarks>Costs are in operations of Fp2. The point must be in the subgroup: no addition may meet equal or opposite points.</remarks>
internal sealed class PreparedG2
{
    private static Fp Half { get; } = new Fp(2).Inverse();

    private readonly Line[] _lines;

    public PreparedG2(in G2Affine point)
    {
        IsInfinity = point.IsInfinity;
        _lines = IsInfinity ? [] : Draw(point);
    }

    public bool IsInfinity { get; }

    /// <summary>The digits of 6x₀ + 2, the length of the optimal ate loop, least significant first.</summary>
    public static ReadOnlySpan<sbyte> LoopDigits => Digits;

    /// <summary>In the order of the loop: one for each doubling, one for each addition after it, two at the end.</summary>
    public ReadOnlySpan<Line> Lines => _lines;

    private static sbyte[] Digits { get; } = SignedBits.Of(6 * (UInt128)G2.CurveParameter + 2);

    private static Line[] Draw(in G2Affine point)
    {
        var lines = new List<Line>(2 * Digits.Length);
        var multiple = new HomogeneousPoint(point.X, point.Y, Fp2.One);
        for (var i = Digits.Length - 2; i >= 0; i--)
        {
            lines.Add(Double(ref multiple));
            if (Digits[i] != 0) lines.Add(Add(ref multiple, Digits[i] > 0 ? point : -point));
        }

        var once = G2.Psi(point);
        lines.Add(Add(ref multiple, once));
        lines.Add(Add(ref multiple, -G2.Psi(once)));
        return [.. lines];
    }

    /// <summary>The tangent, and the point doubled: 4M + 6S (Aranha, Karabina, Longa, Gebotys and López, eprint 2010/526,
    /// section 4, after Costello, Lange and Naehrig, eprint 2009/615).</summary>
    private static Line Double(ref HomogeneousPoint point)
    {
        var (x, y, z) = point;
        var a = (x * y) * Half;
        var b = y.Square();
        var c = z.Square();
        var e = (c.Double() + c) * Fp2.CurveB;
        var f = e.Double() + e;
        var g = (b + f) * Half;
        var h = (y + z).Square() - b - c;
        var ee = e.Square();
        var xx = x.Square();
        point = new(a * (b - f), g.Square() - (ee.Double() + ee), b * h);
        return new(-h, xx.Double() + xx, e - b);
    }

    /// <summary>The line through a point and an affine one, and their sum: 11M + 2S (eprint 2010/526, section 4).</summary>
    private static Line Add(ref HomogeneousPoint point, in G2Affine other)
    {
        var (x, y, z) = point;
        var o = y - other.Y * z;
        var l = x - other.X * z;
        var d = l.Square();
        var e = l * d;
        var g = x * d;
        var h = e + z * o.Square() - g.Double();
        point = new(l * h, (g - h) * o - y * e, e * z);
        return new(l, -o, other.X * o - l * other.Y);
    }

    /// <summary>(x/z, y/z).</summary>
    private readonly record struct HomogeneousPoint(Fp2 X, Fp2 Y, Fp2 Z);

    /// <summary>At (x, y) of G1 the line's value is Y·y + X·x·w + Constant·w³, up to a factor that the final exponentiation removes.</summary>
    internal readonly record struct Line(Fp2 Y, Fp2 X, Fp2 Constant);
}
