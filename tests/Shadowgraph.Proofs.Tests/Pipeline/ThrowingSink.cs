using Shadowgraph.Proofs.Metrics;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>A sink that throws at every event.</summary>
internal sealed class ThrowingSink : IMetricsSink
{
    public void Record(in ProofEvent happened) => throw new InvalidOperationException("A sink's own fault.");
}
