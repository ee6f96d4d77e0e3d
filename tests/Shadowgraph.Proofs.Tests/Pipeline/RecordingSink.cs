using System.Collections.Concurrent;
using Shadowgraph.Proofs.Metrics;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>Keeps every event, in the order it was told.</summary>
internal sealed class RecordingSink : IMetricsSink
{
    private readonly ConcurrentQueue<ProofEvent> _events = [];

    public IReadOnlyCollection<ProofEvent> Events => _events;

    public void Record(in ProofEvent happened) => _events.Enqueue(happened);

    /// <summary>What happened to a request.</summary>
    public ProofEventKind[] Of(Guid request) => [.. _events.Where(e => e.RequestId == request).Select(e => e.Kind)];

    public int Count(ProofEventKind kind) => _events.Count(e => e.Kind == kind);
}
