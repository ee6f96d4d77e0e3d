namespace Shadowgraph.Proofs.Streaming;

/// <summary>What an update tells. All but the first are final.</summary>
public enum ProgressUpdateKind
{
    /// <summary>How far the request has come.</summary>
    Progress,

    /// <summary>It has its proof, which the host hands out.</summary>
    Completed,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary>The server does not know it (any more), or it is another user's.</summary>
    Unknown,
}
