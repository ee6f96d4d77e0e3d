using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>An attempt, for a trace.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Circuit">The circuit.</param>
/// <param name="LinkCount">Links of the plan.</param>
/// <param name="Began">When, as a timestamp.</param>
/// <param name="Took">How long.</param>
/// <param name="Stages">Where the time went, if it succeeded.</param>
/// <param name="Error">What went wrong; null if it succeeded.</param>
internal readonly record struct AttemptTrace(
    int Number, CircuitSize Circuit, int LinkCount, long Began, TimeSpan Took, ProofTimings Stages, ProofErrorType? Error);
