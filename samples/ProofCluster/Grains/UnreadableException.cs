namespace ProofCluster.Grains;

/// <summary>A stored request or result does not open. The message gives the reason, without any content.</summary>
internal sealed class UnreadableException(string message, Exception inner) : Exception(message, inner);
