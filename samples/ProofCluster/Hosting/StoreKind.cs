namespace ProofCluster.Hosting;

/// <summary>The store of requests and reminders. Membership, directory and limits are in Redis in any case.</summary>
internal enum StoreKind
{
    /// <summary>Redis.</summary>
    Redis,

    /// <summary>PostgreSQL.</summary>
    Postgres,
}
