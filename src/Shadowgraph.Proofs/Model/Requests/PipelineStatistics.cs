namespace Shadowgraph.Proofs;

/// <summary>What a pipeline is doing and has done since it was made. All numbers belong to one moment.</summary>
public sealed record PipelineStatistics
{
    /// <summary>Requests let in; every one of them is waiting, running, completed, failed or cancelled.</summary>
    public long Submitted { get; init; }

    /// <summary>Requests that wait for their turn.</summary>
    public int Waiting { get; init; }

    /// <summary>Requests being proved, or waiting between attempts.</summary>
    public int Running { get; init; }

    /// <summary>Requests that got their proof, those served from the cache included.</summary>
    public long Completed { get; init; }

    /// <summary>Requests that failed.</summary>
    public long Failed { get; init; }

    /// <summary>Requests that were cancelled.</summary>
    public long Cancelled { get; init; }

    /// <summary>Requests that were refused. They are not among <see cref="Submitted"/>.</summary>
    public long Refused { get; init; }

    /// <summary>Requests that joined an equal one.</summary>
    public long Joined { get; init; }

    /// <summary>Requests served from the cache.</summary>
    public long ServedFromCache { get; init; }

    /// <summary>What the cache has done, counted by itself at about the same moment.</summary>
    public ProofCacheStatistics Cache { get; init; } = new();

    /// <summary>Provers that ignored their cancellation and still run.</summary>
    public int Abandoned { get; init; }

    /// <summary>Mean time that requests waited for their turn, those that ended while waiting included; zero before the first.</summary>
    public TimeSpan MeanWait { get; init; }

    /// <summary>Mean time of processing of those that got their proof by it; zero before the first.</summary>
    public TimeSpan MeanProcessing { get; init; }

    /// <summary>Memory that running proofs and the keys in use are counted with, in bytes.</summary>
    public long ReservedBytes { get; init; }

    /// <summary>Compute threads that running proofs were given; at most as many as processors.</summary>
    public int ProcessorsInUse { get; init; }

    /// <summary>Share of the ended requests that got their proof, 0 to 1; null before the first has ended.</summary>
    public double? CompletionRate => Completed + Failed + Cancelled is var ended and > 0 ? (double)Completed / ended : null;
}
