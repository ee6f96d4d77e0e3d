namespace Shadowgraph.Proofs.Bn254.Pairings;

/// <summary>
/// The lines of a Miller loop through multiples of a point of G2. Lines do not depend on the point of G1, so a verifier computes the lines of its key once,
/// divided by their coefficient of y, which makes each use cheaper by a quarter.
/// </summary>
/// <remarks>The point must be in the subgroup.</remarks>
internal sealed class PreparedG2
{
    private readonly Line[] _lines;

    public PreparedG2(in G2Affine point)
    {
        IsInfinity = point.IsInfinity;

        // The walk also checks the subgroup; the caller guarantees membership here.
        _lines = Normalize(new G2MillerLines(point).Lines);
    }

    public bool IsInfinity { get; }

    /// <summary>Lines in the order of the loop: a line for each doubling, a line for each addition after a doubling, two at the end.</summary>
    public ReadOnlySpan<Line> Lines => _lines;

    /// <summary>No coefficient of y is zero: only a vertical line has a zero coefficient, and no vertical line joins points of the loop.</summary>
    private static Line[] Normalize(ReadOnlySpan<MillerLines.Line> lines)
    {
        // A common inversion for all lines. A factor of a line in Fp2 does not change the
        // pairing.
        var inverses = new Fp2[lines.Length];
        for (var i = 0; i < inverses.Length; i++) inverses[i] = lines[i].Y;
        BatchInversion.Invert<Fp2>(inverses);
        var normalized = new Line[lines.Length];
        for (var i = 0; i < normalized.Length; i++) normalized[i] = new Line(lines[i].X * inverses[i], lines[i].Constant * inverses[i]);
        return normalized;
    }

    /// <summary>
    /// At (x, y) of G1 the line's value is 1 + X·(x/y)·w + Constant·(1/y)·w³, up to a factor that the final exponentiation removes.
    /// </summary>
    internal readonly record struct Line(Fp2 X, Fp2 Constant);
}
