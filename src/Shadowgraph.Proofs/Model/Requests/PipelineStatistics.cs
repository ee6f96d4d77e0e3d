namespace Shadowgraph.Proofs;

/// <summary>Current load of a pipeline, and totals since its creation. All numbers are from the same moment.</summary>
public sealed record PipelineStatistics
{
    /// <summary>Accepted requests; each is waiting, running, completed, failed or cancelled.</summary>
    public long Submitted { get; init; }

    /// <summary>Requests in the queue.</summary>
    public int Waiting { get; init; }

    /// <summary>Requests in an attempt, or between attempts.</summary>
    public int Running { get; init; }

    /// <summary>Completed requests, including those served from the cache.</summary>
    public long Completed { get; init; }

    /// <summary>Failed requests.</summary>
    public long Failed { get; init; }

    /// <summary>Cancelled requests.</summary>
    public long Cancelled { get; init; }

    /// <summary>Refused requests, which are not counted in <see cref="Submitted"/>.</summary>
    public long Refused { get; init; }

    /// <summary>Requests that joined an equal request.</summary>
    public long Joined { get; init; }

    /// <summary>Requests served from the cache.</summary>
    public long ServedFromCache { get; init; }

    /// <summary>Statistics of the cache, counted by the cache at about the same moment.</summary>
    public ProofCacheStatistics Cache { get; init; } = new();

    /// <summary>Cancelled provers that are still running.</summary>
    public int Abandoned { get; init; }

    /// <summary>Mean time in the queue, including requests that ended in the queue; zero before the first sample.</summary>
    public TimeSpan MeanWait { get; init; }

    /// <summary>Mean processing time of completed requests that were proved; zero before the first sample.</summary>
    public TimeSpan MeanProcessing { get; init; }

    /// <summary>Memory reserved for running proofs and the keys in use, in bytes.</summary>
    public long ReservedBytes { get; init; }

    /// <summary>Threads allocated to running proofs; at most the number of processors.</summary>
    public int ProcessorsInUse { get; init; }

    /// <summary>The share of completed among ended requests, 0 to 1; null before the first end.</summary>
    public double? CompletionRate => Completed + Failed + Cancelled is var ended and > 0 ? (double)Completed / ended : null;
}
