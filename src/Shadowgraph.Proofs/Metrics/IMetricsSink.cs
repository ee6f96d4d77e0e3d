namespace Shadowgraph.Proofs.Metrics;

/// <summary>Is told what happens. Any number of sinks may be registered.</summary>
/// <remarks>
/// Each is called by itself: one event at a time, in the order in which things happened, on a thread that no request waits for. Every
/// request has one <see cref="ProofEventKind.Requested"/> and one end, which is Refused, Completed, Failed or Cancelled. A sink that throws
/// loses that event; one that hangs or does not keep up loses those beyond a thousand that wait for it; either is logged once.
/// </remarks>
public interface IMetricsSink
{
    /// <summary>Takes note of an event.</summary>
    /// <param name="happened">The event.</param>
    void Record(in ProofEvent happened);
}
