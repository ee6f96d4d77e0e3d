using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>An interval of reputation scores, both ends included, in millionths: 0 is a score of 0, 1 000 000 a score of 1.</summary>
/// <remarks>Scores are rounded down to whole millionths before comparison, so the interval is exact.</remarks>
public readonly record struct ScoreBounds
{
    /// <summary>The maximum score, in millionths: 1 000 000.</summary>
    public const int HighestScore = 1_000_000;

    /// <summary>The scores from <paramref name="minimum"/> to <paramref name="maximum"/>.</summary>
    /// <param name="minimum">The lowest score, in millionths, 0 to 1 000 000.</param>
    /// <param name="maximum">The highest score, in millionths, <paramref name="minimum"/> to 1 000 000.</param>
    /// <exception cref="ArgumentOutOfRangeException">An end is outside 0 to 1 000 000, or the maximum is below the minimum.</exception>
    [JsonConstructor]
    public ScoreBounds(int minimum, int maximum)
    {
        ThrowIfNotScore(minimum, nameof(minimum));
        ThrowIfNotScore(maximum, nameof(maximum));
        if (maximum < minimum)
            throw new ArgumentOutOfRangeException(
                nameof(maximum), maximum, $"The highest score must be at least the lowest, {minimum} millionths.");
        Minimum = minimum;
        Maximum = maximum;
    }

    /// <summary>Every score: 0 to 1 000 000.</summary>
    public static ScoreBounds Any => new(0, HighestScore);

    /// <summary>The lowest score, in millionths.</summary>
    public int Minimum { get; }

    /// <summary>The highest score, in millionths.</summary>
    public int Maximum { get; }

    /// <summary>Whether the interval holds a single score.</summary>
    public bool IsExact => Minimum == Maximum;

    /// <summary>The scores of <paramref name="minimum"/> and above.</summary>
    /// <param name="minimum">The lowest score, in millionths, 0 to 1 000 000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The score is outside 0 to 1 000 000.</exception>
    public static ScoreBounds AtLeast(int minimum) => new(minimum, HighestScore);

    /// <summary>Whether a score, in millionths, is within the bounds.</summary>
    public bool Contains(int score) => Minimum <= score && score <= Maximum;

    /// <summary>Whether the given interval lies within this interval.</summary>
    public bool Contains(ScoreBounds other) => Minimum <= other.Minimum && other.Maximum <= Maximum;

    /// <summary>The ends, as in "700000..1000000".</summary>
    public override string ToString() => $"{Minimum}..{Maximum}";

    private static void ThrowIfNotScore(int score, string name)
    {
        if (score is < 0 or > HighestScore)
            throw new ArgumentOutOfRangeException(name, score, "A score is given in millionths, from 0 to 1 000 000 (0.75 is 750 000).");
    }
}
