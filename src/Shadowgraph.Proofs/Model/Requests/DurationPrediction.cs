namespace Shadowgraph.Proofs;

/// <summary>A predicted duration.</summary>
public readonly record struct DurationPrediction
{
    /// <summary>The upper limit of predictions: 24 days.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <summary>The median.</summary>
    public TimeSpan Estimate { get; init; }

    /// <summary>The 10th percentile.</summary>
    public TimeSpan Lower { get; init; }

    /// <summary>The 90th percentile.</summary>
    public TimeSpan Upper { get; init; }

    /// <summary>
    /// The confidence in the estimate, 0 to 1. Grows with the number of observations and with progress; falls with the spread.
    /// </summary>
    public double Confidence { get; init; }

    /// <summary>The prediction for a multiple of the same work.</summary>
    internal DurationPrediction Times(double factor) => this with
    {
        Estimate = Times(Estimate, factor),
        Lower = Times(Lower, factor),
        Upper = Times(Upper, factor),
    };

    private static TimeSpan Times(TimeSpan duration, double factor) =>
        TimeSpan.FromSeconds(Math.Clamp(duration.TotalSeconds * factor, 0, Longest.TotalSeconds));
}
