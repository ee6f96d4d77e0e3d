namespace Shadowgraph.Proofs;

/// <summary>How long something will take.</summary>
/// <param name="Estimate">As likely too long as too short.</param>
/// <param name="Lower">One in ten takes no longer than this.</param>
/// <param name="Upper">One in ten takes longer than this.</param>
/// <param name="Confidence">
/// 0 to 1: how much the estimate is worth. It grows with what was learned and with what is done, and falls with the spread.
/// </param>
public readonly record struct DurationPrediction(TimeSpan Estimate, TimeSpan Lower, TimeSpan Upper, double Confidence)
{
    /// <summary>No prediction is longer: 24 days.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <summary>For so many times as much of the same.</summary>
    internal DurationPrediction Times(double factor) =>
        new(Times(Estimate, factor), Times(Lower, factor), Times(Upper, factor), Confidence);

    private static TimeSpan Times(TimeSpan duration, double factor) =>
        TimeSpan.FromSeconds(Math.Clamp(duration.TotalSeconds * factor, 0, Longest.TotalSeconds));
}
