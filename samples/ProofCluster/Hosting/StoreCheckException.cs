namespace ProofCluster.Hosting;

/// <summary>The store is not set up so that what it acknowledges outlives a crash.</summary>
internal sealed class StoreCheckException(string message) : Exception(message);
