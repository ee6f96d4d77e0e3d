using Shadowgraph.Proofs.Configuration;

namespace Shadowgraph.Proofs.Caching;

/// <summary>The options of <see cref="ProofCacheOptions"/>.</summary>
internal static class ProofCacheOptionTable
{
    public static OptionTable<ProofCacheOptions> Table { get; } = new OptionTable<ProofCacheOptions>()
        .Number(
            "Capacity",
            0,
            static options => options.Capacity,
            static (options, value) => options.Capacity = value,
            "The maximum number of finished proofs in memory, for equal requests; the least recently used proof is evicted first. 0 disables the memory cache.")
        .Duration(
            "Lifetime",
            static options => options.Lifetime,
            static (options, value) => options.Lifetime = value,
            "The lifetime of a proof from its creation, independent of use.")
        .Group("Distributed", static options => options.Distributed, DistributedProofCacheOptionTable.Table);
}
