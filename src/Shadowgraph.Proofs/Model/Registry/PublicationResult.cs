using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>The result of a publication of many changes. Immutable.</summary>
public sealed record PublicationResult
{
    /// <summary>The root after the publication.</summary>
    public required Fr Root { get; init; }

    /// <summary>The number of subjects without an earlier leaf.</summary>
    public required int Added { get; init; }

    /// <summary>The number of subjects with a replaced leaf.</summary>
    public required int Replaced { get; init; }

    /// <summary>The number of removed leaves; removals of subjects without a leaf are not counted.</summary>
    public required int Removed { get; init; }

    /// <summary>The number of attestations in the added and replaced leaves.</summary>
    public required long Attestations { get; init; }
}
