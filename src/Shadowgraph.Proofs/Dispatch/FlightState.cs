namespace Shadowgraph.Proofs.Dispatch;

/// <summary>Where a flight stands.</summary>
internal enum FlightState
{
    /// <summary>In the queue, or being put there.</summary>
    Waiting,

    /// <summary>Taken by the dispatcher.</summary>
    Running,

    /// <summary>Nobody can join it any more.</summary>
    Ended,
}
