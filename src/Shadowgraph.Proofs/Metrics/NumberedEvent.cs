namespace Shadowgraph.Proofs.Metrics;

/// <summary>An event and its place among all, from 1: clocks may jump, numbers don't.</summary>
internal sealed record NumberedEvent(long Number, ProofEvent Event);
