namespace Shadowgraph.Proofs.Bn254;

/// <summary>
/// The lines that a Miller loop draws through multiples of one point of G2. They don't depend on the point of G1, so a verifier
/// computes those of its key once, and divides them by their coefficient of y: that makes each use cheaper by a quarter.
/// </summary>
/// <remarks>The point must be in the subgroup.</remarks>
internal sealed class PreparedG2
{
    private readonly Line[] _lines;

    public PreparedG2(in G2Affine point)
    {
        IsInfinity = point.IsInfinity;
        _lines = IsInfinity ? [] : Normalize(Draw(point));
    }

    public bool IsInfinity { get; }

    /// <summary>In the order of the loop: one for each doubling, one for each addition after it, two at the end.</summary>
    public ReadOnlySpan<Line> Lines => _lines;

    private static List<LineWalk.Line> Draw(in G2Affine point)
    {
        var digits = LineWalk.Digits;
        var lines = new List<LineWalk.Line>(2 * digits.Length);
        var walk = new LineWalk(point);
        for (var i = digits.Length - 2; i >= 0; i--)
        {
            lines.Add(walk.Double());
            if (digits[i] != 0) lines.Add(walk.AddStart(digits[i] < 0));
        }

        var (first, last) = walk.AddImages();
        lines.Add(first);
        lines.Add(last);
        return lines;
    }

    /// <summary>No coefficient of y is zero: it would be that of a vertical line, and none joins points of the loop.</summary>
    private static Line[] Normalize(List<LineWalk.Line> lines)
    {
        Fp2[] inverses = [.. lines.Select(line => line.Y)];
        BatchInversion.Invert<Fp2>(inverses);
        return [.. lines.Zip(inverses, (line, inverse) => new Line(line.X * inverse, line.Constant * inverse))];
    }

    /// <summary>At (x, y) of G1 the line's value is 1 + X·(x/y)·w + Constant·(1/y)·w³, up to a factor that the final exponentiation
    /// removes.</summary>
    internal readonly record struct Line(Fp2 X, Fp2 Constant);
}
