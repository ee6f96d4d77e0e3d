using System.Diagnostics;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>
/// A width of Poseidon over <see cref="Fr"/> with circomlib's parameters: S-box x⁵, 8 full rounds, and a number of partial rounds that depends on the
/// width t = inputs + 1. Constants are generated on first use, in about 5 ms for the widest.
/// </summary>
/// <remarks>
/// A round adds its t constants, applies the S-box to all elements (full: the first four and last four rounds) or to the first element (partial),
/// and multiplies by the matrix. Immutable and thread-safe.
/// </remarks>
internal sealed class PoseidonParameters
{
    public const int FullRounds = 8;

    public const int MinWidth = 2;

    public const int MaxWidth = 17;

    private static readonly RetryableLazy<PoseidonParameters>[] Widths =
        [.. Enumerable.Range(MinWidth, MaxWidth - MinWidth + 1).Select(width => new RetryableLazy<PoseidonParameters>(() => new(width)))];

    private readonly Fr[] _roundConstants;
    private readonly Fr[] _mds;

    private PoseidonParameters(int width)
    {
        Width = width;
        PartialRounds = PartialRoundsOf(width);

        var grain = new PoseidonGrain(width, FullRounds, PartialRounds);
        _roundConstants = new Fr[Rounds * width];
        for (var i = 0; i < _roundConstants.Length; i++) _roundConstants[i] = grain.NextElement();
        _mds = CauchyMatrix(width, ref grain);
        PartialConstants = new PoseidonPartialConstants(this);
    }

    /// <summary>t: the number of state elements, inputs plus one.</summary>
    public int Width { get; }

    public int PartialRounds { get; }

    public int Rounds => FullRounds + PartialRounds;

    /// <summary>t constants per round, round by round.</summary>
    public ReadOnlySpan<Fr> RoundConstants => _roundConstants;

    /// <summary>The t x t matrix, row by row: element i of the new state is the sum over j of Mds[i·t + j] times element j.</summary>
    public ReadOnlySpan<Fr> Mds => _mds;

    /// <summary>The constants of the partial rounds, moved to the first element.</summary>
    public PoseidonPartialConstants PartialConstants { get; }

    /// <summary>The parameters for a width of 2 to 17.</summary>
    public static PoseidonParameters For(int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, MinWidth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, MaxWidth);
        return Widths[width - MinWidth].Value;
    }

    public static bool IsFullRound(int round, int partialRounds) => round < FullRounds / 2 || round >= FullRounds / 2 + partialRounds;

    private static int PartialRoundsOf(int width)
    {
        ReadOnlySpan<byte> rounds = [56, 57, 56, 60, 60, 63, 64, 63, 60, 66, 60, 65, 70, 60, 64, 68];
        return rounds[width - MinWidth];
    }

    /// <summary>M[i][j] = 1/(x_i + y_j) for 2t distinct drawn elements: every square submatrix is invertible.</summary>
    private static Fr[] CauchyMatrix(int width, ref PoseidonGrain grain)
    {
        var drawn = new Fr[2 * width];
        for (var i = 0; i < drawn.Length; i++) drawn[i] = grain.NextReducedElement();

        // In case of a repetition the reference generator draws again; for the sixteen widths there is none.
        Debug.Assert(drawn.Distinct().Count() == drawn.Length);
        var matrix = new Fr[width * width];
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j < width; j++) matrix[i * width + j] = (drawn[i] + drawn[width + j]).Inverse();
        }

        return matrix;
    }
}
