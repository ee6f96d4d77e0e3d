namespace Shadowgraph.Proofs;

/// <summary>What an attempt had used when something happened.</summary>
public readonly record struct ResourceUse
{
    /// <summary>Bytes that its plan set aside for it; 0 before it had a plan.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Threads it was given; 0 while it waited.</summary>
    public int Processors { get; init; }

    /// <summary>Time since the attempt began, or since the request came if none had begun.</summary>
    public TimeSpan Duration { get; init; }
}
