namespace Shadowgraph.Proofs.Metrics;

/// <summary>A statistical summary of durations. Percentiles use the nearest-rank method, so each percentile is a duration that occurred.</summary>
public readonly record struct DurationSummary
{
    /// <summary>The number of durations; all other values are zero if the number is zero.</summary>
    public int Count { get; init; }

    /// <summary>The mean.</summary>
    public TimeSpan Mean { get; init; }

    /// <summary>The median.</summary>
    public TimeSpan P50 { get; init; }

    /// <summary>The 95th percentile.</summary>
    public TimeSpan P95 { get; init; }

    /// <summary>The 99th percentile.</summary>
    public TimeSpan P99 { get; init; }

    /// <summary>The maximum.</summary>
    public TimeSpan Max { get; init; }

    /// <param name="durations">The durations in any order; sorted in place.</param>
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

    /// <summary>The smallest duration such that at least the given percentage of durations is not longer.</summary>
    private static TimeSpan Percentile(ReadOnlySpan<TimeSpan> sorted, int percent) =>
        sorted[(int)(((long)sorted.Length * percent) + 99) / 100 - 1];
}
