namespace Shadowgraph.Proofs;

/// <summary>The progress of a publication of many changes. Immutable.</summary>
public readonly record struct PublicationProgress
{
    /// <summary>The current stage.</summary>
    public PublicationStage Stage { get; init; }

    /// <summary>The number of hashed changes.</summary>
    public long Changes { get; init; }

    /// <summary>The number of attestations in the hashed changes.</summary>
    public long Attestations { get; init; }

    /// <summary>The time since the start of the publication.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The estimated time until all changes are hashed, by the rate so far; null before the first hashed change, or if the number of changes
    /// is unknown.</summary>
    public TimeSpan? TimeLeft { get; init; }
}
