using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Prediction;

/// <summary>The properties of a proof known in advance.</summary>
/// <param name="Size">The circuit of every link.</param>
/// <param name="LinkCount">The number of links, at least 1.</param>
/// <param name="WorkUnits">The work, in constraints.</param>
/// <param name="Threads">The number of threads, at least 1.</param>
/// <param name="Load">The share of processors used by concurrent proofs, 0 to 1.</param>
public readonly record struct ProofWork(CircuitSize Size, int LinkCount, long WorkUnits, int Threads, double Load);
