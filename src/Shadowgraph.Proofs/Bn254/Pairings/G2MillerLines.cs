namespace Shadowgraph.Proofs.Bn254.Pairings;

/// <summary>
/// The multiples of a point of G2's curve in a Miller loop: the lines, and whether the loop ended at the multiple that proves membership in the subgroup. A
/// subgroup check therefore costs nothing beside the pairing.
/// </summary>
internal sealed class G2MillerLines
{
    private readonly MillerLines.Line[] _lines;

    /// <param name="start">A point of the curve, of any order.</param>
    public G2MillerLines(in G2Affine start)
    {
        IsInfinity = start.IsInfinity;
        IsInSubgroup = true;

        // Infinity belongs to the subgroup, and its pairing is 1 without any line.
        _lines = IsInfinity ? [] : new MillerLines.Line[LineCount];
        if (!IsInfinity) IsInSubgroup = Draw(start);
    }

    /// <summary>The number of lines of a finite point.</summary>
    public static int LineCount { get; } = CountLines();

    /// <summary>Whether the start is infinity, which has no lines.</summary>
    public bool IsInfinity { get; }

    /// <summary>Whether the point has order r, or is infinity. If not, the lines are meaningless.</summary>
    public bool IsInSubgroup { get; }

    /// <summary>Lines in the order of the loop: a line for each doubling, a line for each addition after a doubling, two at the end.</summary>
    public ReadOnlySpan<MillerLines.Line> Lines => _lines;

    private static int CountLines()
    {
        // A doubling for each digit but the leading, and two final additions; each further
        // nonzero digit, ±1, adds an addition.
        var count = MillerLines.Digits.Length + 1;
        foreach (var digit in MillerLines.Digits[..^1]) count += digit & 1;
        return count;
    }

    private bool Draw(in G2Affine start)
    {
        var digits = MillerLines.Digits;
        var walk = new MillerLines(start);
        var index = 0;

        // The leading digit is the start itself. Digits are signed, so additions take the
        // start or its negative.
        for (var i = digits.Length - 2; i >= 0; i--)
        {
            _lines[index++] = walk.Double();
            if (digits[i] != 0) _lines[index++] = walk.AddStart(digits[i] < 0);
        }

        // The optimal ate loop ends with additions of ψ(Q) and -ψ²(Q), see Vercauteren,
        // eprint 2008/096.
        (_lines[index], _lines[index + 1]) = walk.AddImages();
        return walk.HasReturned();
    }
}
