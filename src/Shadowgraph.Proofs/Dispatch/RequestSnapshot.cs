using Shadowgraph.Proofs.Dispatch.Requests;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// What InFlightRequests knows of a request at one moment. It is taken under the lock of InFlightRequests, and put into words outside of
/// it.
/// </summary>
/// <param name="Number">Grows from one moment to the next, of all requests.</param>
/// <param name="Request">The request.</param>
/// <param name="Result">How it ended; null if it has not.</param>
/// <param name="Point">How far its proof has come.</param>
/// <param name="Plan">Its proof's plan; null if it ended, or never had one.</param>
/// <param name="AttemptStarted">When the present attempt began.</param>
/// <param name="Backlog">Work to be done until it is its own turn, and its own.</param>
/// <param name="Position">How many stand before it; null unless it waits.</param>
internal readonly record struct RequestSnapshot(
    long Number,
    PendingRequest Request,
    ProofResult? Result,
    ProgressSnapshot Point,
    ProofPlan? Plan,
    long AttemptStarted,
    double Backlog,
    int? Position);
