namespace Shadowgraph.Proofs.Bn254.Pairings;

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
        _lines = Normalize(new G2MillerLines(point).Lines);
    }

    public bool IsInfinity { get; }

    /// <summary>In the order of the loop: one for each doubling, one for each addition after it, two at the end.</summary>
    public ReadOnlySpan<Line> Lines => _lines;

    /// <summary>No coefficient of y is zero: it would be that of a vertical line, and none joins points of the loop.</summary>
    private static Line[] Normalize(ReadOnlySpan<MillerLines.Line> lines)
    {
        var inverses = new Fp2[lines.Length];
        for (var i = 0; i < inverses.Length; i++) inverses[i] = lines[i].Y;
        BatchInversion.Invert<Fp2>(inverses);
        var normalized = new Line[lines.Length];
        for (var i = 0; i < normalized.Length; i++) normalized[i] = new Line(lines[i].X * inverses[i], lines[i].Constant * inverses[i]);
        return normalized;
    }

    /// <summary>At (x, y) of G1 the line's value is 1 + X·(x/y)·w + Constant·(1/y)·w³, up to a factor that the final exponentiation
    /// removes.</summary>
    internal readonly record struct Line(Fp2 X, Fp2 Constant);
}
