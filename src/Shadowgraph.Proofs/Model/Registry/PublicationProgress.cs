namespace Shadowgraph.Proofs;

/// <summary>How far a publication of many changes is.</summary>
/// <param name="Stage">What it is at.</param>
/// <param name="Changes">Changes that are hashed.</param>
/// <param name="Attestations">Attestations in them.</param>
/// <param name="Elapsed">Since it began.</param>
/// <param name="TimeLeft">Until all changes are hashed, by the pace so far; null if nobody said how many there will be, or while none is
/// hashed.</param>
public readonly record struct PublicationProgress(
    PublicationStage Stage, long Changes, long Attestations, TimeSpan Elapsed, TimeSpan? TimeLeft);
