namespace Shadowgraph.Proofs.Dispatch.Requests;

/// <summary>Where a proof stands.</summary>
internal enum InFlightProofState
{
    /// <summary>In the queue, or being put there.</summary>
    Waiting,

    /// <summary>Taken by the dispatcher.</summary>
    Running,

    /// <summary>Nobody can join it any more.</summary>
    Ended,
}
