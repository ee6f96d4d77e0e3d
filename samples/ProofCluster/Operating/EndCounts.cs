using System.Collections.Concurrent;
using Shadowgraph.Proofs;

namespace ProofCluster.Operating;

/// <summary>Counts the ends that this silo has stored: completed, cancelled, and failed by type. Thread-safe.</summary>
internal sealed class EndCounts
{
    private readonly ConcurrentDictionary<string, long> _counts = new();

    /// <summary>The counts so far, by name.</summary>
    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>Counts an end.</summary>
    public void Count(ProofResult result)
    {
        var name = result.State == ProofState.Failed ? result.Error!.Type.ToString() : result.State.ToString();
        _counts.AddOrUpdate(name, 1, static (_, count) => count + 1);
    }
}
