namespace Shadowgraph.Proofs;

/// <summary>Contents of a proof cache, and totals since its creation.</summary>
public sealed record ProofCacheStatistics
{
    /// <summary>Successful look-ups.</summary>
    public long Hits { get; init; }

    /// <summary>Unsuccessful look-ups.</summary>
    public long Misses { get; init; }

    /// <summary>Requests that missed the cache and joined an equal request in progress. Counted by the pipeline.</summary>
    public long Joins { get; init; }

    /// <summary>Proofs evicted before expiry to make room.</summary>
    public long Evictions { get; init; }

    /// <summary>Proofs removed after expiry.</summary>
    public long Expirations { get; init; }

    /// <summary>Proofs in memory, including expired proofs that have not been looked up since.</summary>
    public int Size { get; init; }

    /// <summary>The share of <see cref="Hits"/> found in the second level.</summary>
    public long DistributedHits { get; init; }

    /// <summary>Calls to the second level that failed, timed out, or returned an invalid entry.</summary>
    public long DistributedFaults { get; init; }

    /// <summary>The share of successful look-ups, 0 to 1; 0 before the first look-up.</summary>
    public double HitRate => Hits + Misses is var all and > 0 ? (double)Hits / all : 0;
}
