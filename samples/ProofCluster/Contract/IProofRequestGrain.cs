using Orleans.Concurrency;

namespace ProofCluster.Contract;

/// <summary>One request. Every call names the owner; to anybody else the request is unknown.</summary>
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

    /// <summary>Where the request stands.</summary>
    [AlwaysInterleave, Alias("Find")]
    Task<Outcome> Find(byte[] owner);

    /// <summary>Cancels the request.</summary>
    /// <returns>Whether it was known and had not ended.</returns>
    [AlwaysInterleave, Alias("Cancel")]
    Task<bool> Cancel(byte[] owner);

    /// <summary>Follows the request while this activation has it. Reports that come faster than they are read are left out, the last one never.</summary>
    [AlwaysInterleave, Alias("Watch")]
    IAsyncEnumerable<Report> Watch(byte[] owner, CancellationToken cancellationToken);

    /// <summary>Clears an ended request before its time of retention is over.</summary>
    [Alias("Forget")]
    Task Forget(byte[] owner);
}
