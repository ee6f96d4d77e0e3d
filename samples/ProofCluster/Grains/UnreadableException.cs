namespace ProofCluster.Grains;

/// <summary>A stored request or result does not open. The message says why, and nothing of what it holds.</summary>
internal sealed class UnreadableException(string message, Exception inner) : Exception(message, inner);
