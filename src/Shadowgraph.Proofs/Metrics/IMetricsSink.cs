namespace Shadowgraph.Proofs.Metrics;

/// <summary>Is told what happens. Any number of sinks may be registered. Implementations are thread-safe and return at once.</summary>
/// <remarks>A sink that throws loses that event; the request goes on, and the fault is logged.</remarks>
public interface IMetricsSink
{
    /// <summary>Takes note of an event.</summary>
    /// <param name="happened">The event.</param>
    void Record(in ProofEvent happened);
}
