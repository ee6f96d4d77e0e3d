namespace Shadowgraph.Proofs;

/// <summary>What a cache of proofs has done since it was made, and holds.</summary>
public sealed record ProofCacheStatistics
{
    /// <summary>Look-ups that found a proof.</summary>
    public long Hits { get; init; }

    /// <summary>Look-ups in vain.</summary>
    public long Misses { get; init; }

    /// <summary>Requests that were not in the cache yet and joined an equal one on its way. Counted by the pipeline.</summary>
    public long Joins { get; init; }

    /// <summary>Proofs that gave way to newer ones before their time.</summary>
    public long Evictions { get; init; }

    /// <summary>Proofs that were dropped because their time was over.</summary>
    public long Expirations { get; init; }

    /// <summary>Proofs in memory, those included whose time is over and that nobody has looked for since.</summary>
    public int Size { get; init; }

    /// <summary>Of <see cref="Hits"/>, those found in the second level.</summary>
    public long DistributedHits { get; init; }

    /// <summary>Calls to the second level that failed, took too long, or gave what is no entry.</summary>
    public long DistributedFaults { get; init; }

    /// <summary>Share of the look-ups that found a proof, 0 to 1; 0 before the first.</summary>
    public double HitRate => Hits + Misses is var all and > 0 ? (double)Hits / all : 0;
}
