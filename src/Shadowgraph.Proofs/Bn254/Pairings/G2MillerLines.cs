namespace Shadowgraph.Proofs.Bn254.Pairings;

/// <summary>
/// The walk of a Miller loop through multiples of one point of G2's curve: the lines that it draws, and whether it ended where one from a
/// point of the subgroup ends. So a check of the subgroup costs nothing beside the pairing.
/// </summary>
internal sealed class G2MillerLines
{
    private readonly MillerLines.Line[] _lines;

    /// <param name="start">A point of the curve, of any order.</param>
    public G2MillerLines(in G2Affine start)
    {
        IsInfinity = start.IsInfinity;
        IsInSubgroup = true;
        _lines = IsInfinity ? [] : new MillerLines.Line[LineCount];
        if (!IsInfinity) IsInSubgroup = Draw(start);
    }

    /// <summary>Lines of a point that is not infinity.</summary>
    public static int LineCount { get; } = CountLines();

    /// <summary>Whether the walk started from infinity, which has no lines.</summary>
    public bool IsInfinity { get; }

    /// <summary>Whether the point has order r, or is infinity. If not, the lines mean nothing.</summary>
    public bool IsInSubgroup { get; }

    /// <summary>In the order of the loop: one for each doubling, one for each addition after it, two at the end.</summary>
    public ReadOnlySpan<MillerLines.Line> Lines => _lines;

    private static int CountLines()
    {
        var count = MillerLines.Digits.Length + 1;
        foreach (var digit in MillerLines.Digits[..^1]) count += digit & 1;
        return count;
    }

    private bool Draw(in G2Affine start)
    {
        var digits = MillerLines.Digits;
        var walk = new MillerLines(start);
        var index = 0;
        for (var i = digits.Length - 2; i >= 0; i--)
        {
            _lines[index++] = walk.Double();
            if (digits[i] != 0) _lines[index++] = walk.AddStart(digits[i] < 0);
        }

        (_lines[index], _lines[index + 1]) = walk.AddImages();
        return walk.HasReturned();
    }
}
