namespace Shadowgraph.Proofs.Metrics;

/// <summary>An event with its sequence number, from 1: clocks may jump, numbers don't.</summary>
internal sealed record NumberedEvent(long Number, ProofEvent Event);
