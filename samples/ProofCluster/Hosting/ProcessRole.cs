namespace ProofCluster.Hosting;

/// <summary>The part of a process in the cluster.</summary>
internal enum ProcessRole
{
    /// <summary>Proves.</summary>
    Silo,

    /// <summary>Takes requests from users for silos.</summary>
    Front,
}
