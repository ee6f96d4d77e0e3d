namespace Shadowgraph.Proofs.Dispatch;

/// <summary>What the book knows of a request at one moment. It is taken under the book's lock, and put into words outside of it.</summary>
/// <param name="Number">Grows from one moment to the next, of all requests.</param>
/// <param name="Request">The request.</param>
/// <param name="Result">How it ended; null if it has not.</param>
/// <param name="Point">How far its flight has come.</param>
/// <param name="Plan">Its flight's plan; null if it ended, or never had one.</param>
/// <param name="AttemptStarted">When the present attempt began.</param>
/// <param name="WorkAhead">Work to be done until it is its own turn, and its own.</param>
/// <param name="Position">How many stand before it; null unless it waits.</param>
internal readonly record struct RequestMoment(
    long Number,
    PendingRequest Request,
    ProofResult? Result,
    ProgressPoint Point,
    ProofPlan? Plan,
    long AttemptStarted,
    double WorkAhead,
    int? Position);
