namespace Shadowgraph.Proofs.Metrics;

/// <summary>A set of durations in a few numbers, each exact: a percentile is the nearest-rank one, a duration that occurred.</summary>
/// <param name="Count">How many durations; all else is zero if there is none.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="P50">Half of them are no longer than this.</param>
/// <param name="P95">95 of a hundred are no longer than this.</param>
/// <param name="P99">99 of a hundred are no longer than this.</param>
/// <param name="Max">The longest.</param>
public readonly record struct DurationSummary(int Count, TimeSpan Mean, TimeSpan P50, TimeSpan P95, TimeSpan P99, TimeSpan Max)
{
    /// <param name="durations">In any order; they are sorted.</param>
    internal static DurationSummary Of(Span<TimeSpan> durations)
    {
        if (durations.IsEmpty) return default;
        durations.Sort();
        var sum = 0.0;
        foreach (var duration in durations) sum += duration.Ticks;
        return new(
            durations.Length, new TimeSpan((long)(sum / durations.Length)), Percentile(durations, 50), Percentile(durations, 95),
            Percentile(durations, 99), durations[^1]);
    }

    /// <summary>The smallest that at least so many of a hundred do not exceed.</summary>
    private static TimeSpan Percentile(ReadOnlySpan<TimeSpan> sorted, int percent) =>
        sorted[(int)(((long)sorted.Length * percent) + 99) / 100 - 1];
}
