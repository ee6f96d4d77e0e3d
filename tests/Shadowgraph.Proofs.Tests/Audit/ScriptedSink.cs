using System.Collections.Concurrent;
using Shadowgraph.Proofs.Audit;

namespace Shadowgraph.Proofs.Tests.Audit;

/// <summary>A sink that keeps what it is told, once its script has let it.</summary>
internal sealed class ScriptedSink : IAuditSink
{
    private readonly ConcurrentQueue<AuditEntry> _taken = [];
    private int _calls;

    /// <summary>What it does with each call before it takes the entries; throwing, it takes none.</summary>
    public Func<CancellationToken, ValueTask> Script { get; set; } = _ => default;

    public int Calls => Volatile.Read(ref _calls);

    public AuditEntry[] Taken => [.. _taken];

    public async ValueTask WriteAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        await Script(cancellationToken);
        foreach (var entry in entries) _taken.Enqueue(entry);
    }
}
