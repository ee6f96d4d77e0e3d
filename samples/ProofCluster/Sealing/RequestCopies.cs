using Shadowgraph.Proofs;

namespace ProofCluster.Sealing;

/// <summary>Requests and results with some of their values changed; both are immutable.</summary>
internal static class RequestCopies
{
    /// <summary>The same request with other values where they are given. The identity is shared, not copied.</summary>
    public static ProofRequest Of(
        ProofRequest request, Guid? id, DateTimeOffset? asOf = null, TimeSpan? timeout = null, TimeSpan? queueTimeout = null) =>
        new(request.Opening, request.Statement)
        {
            Id = id,
            Recipient = request.Recipient,
            Scope = request.Scope,
            AsOf = asOf ?? request.AsOf,
            Identity = request.Identity,
            UserId = request.UserId,
            Priority = request.Priority,
            MaxCircuitSize = request.MaxCircuitSize,
            QueueTimeout = queueTimeout ?? request.QueueTimeout,
            Timeout = timeout ?? request.Timeout,
        };

    /// <summary>The same request as one of a user, with that user's idempotency key.</summary>
    public static ProofRequest ForUser(ProofRequest request, ProofUserId user, Guid? key) => new(request.Opening, request.Statement)
    {
        Id = key,
        Recipient = request.Recipient,
        Scope = request.Scope,
        AsOf = request.AsOf,
        Identity = request.Identity,
        UserId = user,
        Priority = request.Priority,
        MaxCircuitSize = request.MaxCircuitSize,
        QueueTimeout = request.QueueTimeout,
        Timeout = request.Timeout,
    };

    /// <summary>The part of a request that makes it another one, with a time where it has none; neither priority nor timeouts.</summary>
    public static ProofRequest ContentOf(ProofRequest request, DateTimeOffset asOf) => new(request.Opening, request.Statement)
    {
        Recipient = request.Recipient,
        Scope = request.Scope,
        AsOf = asOf,
        Identity = request.Identity,
        UserId = request.UserId,
        MaxCircuitSize = request.MaxCircuitSize,
    };

    /// <summary>A result of the pipeline, which has ids of its own, as that of a request of the cluster.</summary>
    /// <param name="id">The request.</param>
    /// <param name="result">The pipeline's.</param>
    /// <param name="attestations">Of the request's opening, for the plan of one that failed.</param>
    public static ProofResult For(Guid id, ProofResult result, int attestations) => result.Error is { } error
        ? ProofResult.Ended(
            id, error with { RequestId = id, Exception = null }, result.Timings, result.Circuit is { } size ? new ProofPlan(size, attestations) : null,
            result.Attempts)
        : ProofResult.Completed(
            id, result.Proof!, result.FusedOpinion!.Value, result.Timings, result.Attempts, result.IsFromCache, result.Resources);
}
