namespace ProofCluster.Contract;

/// <summary>Where a request stands, as far as the store tells. The last three are ends.</summary>
[GenerateSerializer, Alias("proofs.Phase")]
public enum RequestPhase
{
    /// <summary>The id is unknown, or belongs to a request of another user.</summary>
    Unknown,

    /// <summary>The request is stored, and has not ended.</summary>
    Accepted,

    /// <summary>The request has a proof.</summary>
    Completed,

    /// <summary>The request failed.</summary>
    Failed,

    /// <summary>The request was cancelled.</summary>
    Cancelled,
}
