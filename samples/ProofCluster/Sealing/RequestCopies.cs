using Shadowgraph.Proofs;

namespace ProofCluster.Sealing;

/// <summary>Copies of requests and results with changed values; both types are immutable.</summary>
internal static class RequestCopies
{
    /// <summary>The request with the given values in place of the request's own. The identity is shared, not copied.</summary>
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

    /// <summary>The request as a request of the given user, with the user's idempotency key.</summary>
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

    /// <summary>The part of a request that distinguishes requests, with the given time: without priority and timeouts.</summary>
    public static ProofRequest ContentOf(ProofRequest request, DateTimeOffset asOf) => new(request.Opening, request.Statement)
    {
        Recipient = request.Recipient,
        Scope = request.Scope,
        AsOf = asOf,
        Identity = request.Identity,
        UserId = request.UserId,
        MaxCircuitSize = request.MaxCircuitSize,
    };

    /// <summary>A result of the pipeline as the result of a request of the cluster: the pipeline has separate ids.</summary>
    /// <param name="id">The request.</param>
    /// <param name="result">The pipeline's.</param>
    /// <param name="attestations">The number in the request's opening, for the plan of a failed request.</param>
    public static ProofResult For(Guid id, ProofResult result, int attestations) => result.Error is { } error
        ? ProofResult.Ended(
            id, error with { RequestId = id, Exception = null }, result.Timings, result.Circuit is { } size ? new ProofPlan(size, attestations) : null,
            result.Attempts)
        : ProofResult.Completed(
            id, result.Proof!, result.FusedOpinion!.Value, result.Timings, result.Attempts, result.IsFromCache, result.Resources);
}
