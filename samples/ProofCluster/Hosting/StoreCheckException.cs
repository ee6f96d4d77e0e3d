namespace ProofCluster.Hosting;

/// <summary>The settings of the store let a crash lose acknowledged writes.</summary>
internal sealed class StoreCheckException(string message) : Exception(message);
