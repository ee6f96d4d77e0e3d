namespace Shadowgraph.Proofs;

/// <summary>The state of a pipeline at one moment, for user interfaces.</summary>
/// <param name="Sequence">Grows from one snapshot to the next; numbers may be left out.</param>
/// <param name="At">When, UTC.</param>
/// <param name="IsAccepting">Whether new requests are let in.</param>
/// <param name="Statistics">What it is doing and has done.</param>
/// <param name="Requests">Requests that wait or run, and the ones that ended last.</param>
public sealed record PipelineSnapshot(
    long Sequence, DateTimeOffset At, bool IsAccepting, PipelineStatistics Statistics, IReadOnlyList<ProofStatus> Requests);
