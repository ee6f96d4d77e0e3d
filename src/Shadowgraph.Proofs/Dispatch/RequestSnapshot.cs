using Shadowgraph.Proofs.Dispatch.Requests;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>The state of a request at one moment, taken under the lock of InFlightRequests and formatted outside of the lock.</summary>
/// <param name="Number">Increases from snapshot to snapshot, across all requests.</param>
/// <param name="Request">The request.</param>
/// <param name="Result">The result; null before the end.</param>
/// <param name="Point">The progress of the proof.</param>
/// <param name="Plan">The plan of the proof; null if the request has ended, or never had a plan.</param>
/// <param name="AttemptStarted">Start of the present attempt.</param>
/// <param name="Backlog">Work ahead of the proof, plus the proof's own work.</param>
/// <param name="Position">The number of proofs ahead; null unless the request waits.</param>
internal readonly record struct RequestSnapshot(
    long Number,
    PendingRequest Request,
    ProofResult? Result,
    ProgressSnapshot Point,
    ProofPlan? Plan,
    long AttemptStarted,
    double Backlog,
    int? Position);
