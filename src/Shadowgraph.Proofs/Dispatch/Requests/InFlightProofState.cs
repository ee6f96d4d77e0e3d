namespace Shadowgraph.Proofs.Dispatch.Requests;

/// <summary>The state of a proof.</summary>
internal enum InFlightProofState
{
    /// <summary>In the queue, or on the way to the queue.</summary>
    Waiting,

    /// <summary>Taken by the dispatcher.</summary>
    Running,

    /// <summary>Ended: no further request can join.</summary>
    Ended,
}
