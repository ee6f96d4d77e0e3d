namespace ProofCluster.Commands;

/// <summary>A command line that can't be carried out; the message says why.</summary>
internal sealed class UsageException(string message) : Exception(message);
