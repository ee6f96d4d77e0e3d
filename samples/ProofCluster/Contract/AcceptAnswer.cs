namespace ProofCluster.Contract;

/// <summary>The answer to a submission.</summary>
[GenerateSerializer, Alias("proofs.AcceptAnswer")]
public enum AcceptAnswer
{
    /// <summary>The request is new, and is in the store.</summary>
    Accepted,

    /// <summary>The same request is known already.</summary>
    Known,

    /// <summary>The id is taken by a request with different content, or of another user.</summary>
    Conflict,

    /// <summary>The silo has the maximum number of open requests. Nothing was stored.</summary>
    Full,
}
