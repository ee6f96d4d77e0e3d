using System.Collections.Concurrent;
using Shadowgraph.Proofs.Metrics;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>Keeps every event, in the order it was told.</summary>
internal sealed class RecordingSink : IMetricsSink
{
    private readonly ConcurrentQueue<ProofEvent> _events = [];

    public IReadOnlyCollection<ProofEvent> Events => _events;

    public void Record(in ProofEvent happened) => _events.Enqueue(happened);

    /// <summary>Waits until it has heard of the end of a request: sinks are told a moment later than callers.</summary>
    /// <returns>The end.</returns>
    public async Task<ProofEvent> EndOfAsync(Guid request)
    {
        await Wait.UntilAsync(() => _events.Any(IsItsEnd), $"the sink heard of the end of {request}");
        return _events.First(IsItsEnd);

        bool IsItsEnd(ProofEvent e) => e.RequestId == request && IsEnd(e.Kind);
    }

    public static bool IsEnd(ProofEventKind kind) =>
        kind is ProofEventKind.Refused or ProofEventKind.Completed or ProofEventKind.Failed or ProofEventKind.Cancelled;

    /// <summary>What happened to a request.</summary>
    public ProofEventKind[] Of(Guid request) => [.. _events.Where(e => e.RequestId == request).Select(e => e.Kind)];

    public int Count(ProofEventKind kind) => _events.Count(e => e.Kind == kind);
}
