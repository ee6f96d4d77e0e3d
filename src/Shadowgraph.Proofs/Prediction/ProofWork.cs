using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Prediction;

/// <summary>What is known of a proof before it is made.</summary>
/// <param name="Size">The circuit of every link.</param>
/// <param name="LinkCount">Links, at least 1.</param>
/// <param name="WorkUnits">Work, in constraints to prove.</param>
/// <param name="Threads">Threads that it has, at least 1.</param>
/// <param name="Load">Share of the processors that other proofs have, 0 to 1.</param>
public readonly record struct ProofWork(CircuitSize Size, int LinkCount, long WorkUnits, int Threads, double Load);
