namespace ProofCluster.Contract;

/// <summary>Where a request stands, as far as the store tells. The last three are ends.</summary>
[GenerateSerializer, Alias("proofs.Phase")]
public enum RequestPhase
{
    /// <summary>No request is known by this id, or it is another user's.</summary>
    Unknown,

    /// <summary>The request is stored, and has not ended.</summary>
    Accepted,

    /// <summary>The request has its proof.</summary>
    Completed,

    /// <summary>The request failed.</summary>
    Failed,

    /// <summary>The request was cancelled.</summary>
    Cancelled,
}
