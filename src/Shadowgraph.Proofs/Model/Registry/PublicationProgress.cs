namespace Shadowgraph.Proofs;

/// <summary>How far a publication of many changes is. Immutable.</summary>
public readonly record struct PublicationProgress
{
    /// <summary>What it is at.</summary>
    public PublicationStage Stage { get; init; }

    /// <summary>Changes that are hashed.</summary>
    public long Changes { get; init; }

    /// <summary>Attestations in them.</summary>
    public long Attestations { get; init; }

    /// <summary>Time since it began.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Time until all changes are hashed, by the pace so far; null if nobody said how many there will be, or while none is
    /// hashed.</summary>
    public TimeSpan? TimeLeft { get; init; }
}
