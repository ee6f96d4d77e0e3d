using Orleans.Concurrency;

namespace ProofCluster.Contract;

/// <summary>A request. Every call names the owner; for all other users the request is unknown.</summary>
[Alias("proofs.IProofRequestGrain")]
public interface IProofRequestGrain : IGrainWithGuidKey
{
    /// <summary>Takes a request. The request is in the store when the answer is Accepted or Known.</summary>
    [Alias("Accept")]
    Task<AcceptAnswer> Accept(Submission submission);

    /// <summary>Waits for the end.</summary>
    /// <returns>Null if the request has not ended within the time.</returns>
    [AlwaysInterleave, Alias("Wait")]
    Task<Outcome?> Wait(byte[] owner, TimeSpan atMost, CancellationToken cancellationToken);

    /// <summary>The phase of the request.</summary>
    [AlwaysInterleave, Alias("Find")]
    Task<Outcome> Find(byte[] owner);

    /// <summary>Cancels the request.</summary>
    /// <returns>Whether the request was known and had not ended.</returns>
    [AlwaysInterleave, Alias("Cancel")]
    Task<bool> Cancel(byte[] owner);

    /// <summary>Follows the request in this activation. A slow reader misses reports, but never the last report.</summary>
    [AlwaysInterleave, Alias("Watch")]
    IAsyncEnumerable<Report> Watch(byte[] owner, CancellationToken cancellationToken);

    /// <summary>Clears an ended request before the end of the retention.</summary>
    [Alias("Forget")]
    Task Forget(byte[] owner);
}
