using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>What a publication of many changes made of a registry.</summary>
/// <param name="Root">The root that holds them all.</param>
/// <param name="Added">Subjects that had no leaf.</param>
/// <param name="Replaced">Subjects whose leaf was replaced.</param>
/// <param name="Removed">Subjects whose leaf was removed; those without one are not counted.</param>
/// <param name="Attestations">Attestations in the added and replaced leaves.</param>
public sealed record PublicationResult(Fr Root, int Added, int Replaced, int Removed, long Attestations);
