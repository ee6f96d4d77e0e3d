namespace Shadowgraph.Proofs.Metrics;

/// <summary>A set of durations in a few numbers, each exact: a percentile is the nearest-rank one, a duration that occurred.</summary>
public readonly record struct DurationSummary
{
    /// <summary>How many durations; all else is zero if there is none.</summary>
    public int Count { get; init; }

    /// <summary>Their mean.</summary>
    public TimeSpan Mean { get; init; }

    /// <summary>Half of them are no longer than this.</summary>
    public TimeSpan P50 { get; init; }

    /// <summary>95 of a hundred are no longer than this.</summary>
    public TimeSpan P95 { get; init; }

    /// <summary>99 of a hundred are no longer than this.</summary>
    public TimeSpan P99 { get; init; }

    /// <summary>The longest.</summary>
    public TimeSpan Max { get; init; }

    /// <param name="durations">In any order; they are sorted.</param>
    internal static DurationSummary Of(Span<TimeSpan> durations)
    {
        if (durations.IsEmpty) return default;
        durations.Sort();
        var sum = 0.0;
        foreach (var duration in durations) sum += duration.Ticks;
        return new()
        {
            Count = durations.Length,
            Mean = new TimeSpan((long)(sum / durations.Length)),
            P50 = Percentile(durations, 50),
            P95 = Percentile(durations, 95),
            P99 = Percentile(durations, 99),
            Max = durations[^1],
        };
    }

    /// <summary>The smallest that at least so many of a hundred do not exceed.</summary>
    private static TimeSpan Percentile(ReadOnlySpan<TimeSpan> sorted, int percent) =>
        sorted[(int)(((long)sorted.Length * percent) + 99) / 100 - 1];
}
