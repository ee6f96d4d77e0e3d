using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Prediction;

/// <summary>The properties of a proof known in advance.</summary>
public readonly record struct ProofWork
{
    /// <summary>The circuit of every link.</summary>
    public CircuitSize Size { get; init; }

    /// <summary>The number of links, at least 1.</summary>
    public int LinkCount { get; init; }

    /// <summary>The work, in constraints.</summary>
    public long WorkUnits { get; init; }

    /// <summary>The number of threads, at least 1.</summary>
    public int Threads { get; init; }

    /// <summary>The share of processors used by concurrent proofs, 0 to 1.</summary>
    public double Load { get; init; }
}
