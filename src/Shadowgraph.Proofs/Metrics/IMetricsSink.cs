namespace Shadowgraph.Proofs.Metrics;

/// <summary>Receives the events of a pipeline. Any number of sinks may be registered.</summary>
/// <remarks>
/// Each sink is called independently and sequentially, in the order of events, on a background thread. Every request has an event
/// <see cref="ProofEventKind.Requested"/> and a single end event: Refused, Completed, Failed or Cancelled. A sink that throws loses that event; a
/// sink that hangs or is too slow loses events beyond a backlog of a thousand. Either fault is logged once.
/// </remarks>
public interface IMetricsSink
{
    /// <summary>Receives an event.</summary>
    /// <param name="happened">The event.</param>
    void Record(in ProofEvent happened);
}
