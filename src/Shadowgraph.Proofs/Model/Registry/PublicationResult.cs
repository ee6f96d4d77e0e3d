using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>What a publication of many changes made of a registry. Immutable.</summary>
public sealed record PublicationResult
{
    /// <summary>The root that holds them all.</summary>
    public required Fr Root { get; init; }

    /// <summary>Subjects that had no leaf.</summary>
    public required int Added { get; init; }

    /// <summary>Subjects whose leaf was replaced.</summary>
    public required int Replaced { get; init; }

    /// <summary>Subjects whose leaf was removed; those without one are not counted.</summary>
    public required int Removed { get; init; }

    /// <summary>Attestations in the added and replaced leaves.</summary>
    public required long Attestations { get; init; }
}
