namespace Shadowgraph.Proofs;

/// <summary>A predicted duration.</summary>
/// <param name="Estimate">The median.</param>
/// <param name="Lower">The 10th percentile.</param>
/// <param name="Upper">The 90th percentile.</param>
/// <param name="Confidence">
/// The confidence in the estimate, 0 to 1. Grows with the number of observations and with progress; falls with the spread.
/// </param>
public readonly record struct DurationPrediction(TimeSpan Estimate, TimeSpan Lower, TimeSpan Upper, double Confidence)
{
    /// <summary>The upper limit of predictions: 24 days.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <summary>The prediction for a multiple of the same work.</summary>
    internal DurationPrediction Times(double factor) =>
        new(Times(Estimate, factor), Times(Lower, factor), Times(Upper, factor), Confidence);

    private static TimeSpan Times(TimeSpan duration, double factor) =>
        TimeSpan.FromSeconds(Math.Clamp(duration.TotalSeconds * factor, 0, Longest.TotalSeconds));
}
