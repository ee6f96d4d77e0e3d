namespace Shadowgraph.Proofs;

/// <summary>The resources used by an attempt up to a given time.</summary>
public readonly record struct ResourceUse
{
    /// <summary>Memory reserved by the plan, in bytes; 0 before planning.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>The number of allocated threads; 0 in the queue.</summary>
    public int Processors { get; init; }

    /// <summary>Time since the start of the attempt; before the first attempt, since the arrival of the request.</summary>
    public TimeSpan Duration { get; init; }
}
