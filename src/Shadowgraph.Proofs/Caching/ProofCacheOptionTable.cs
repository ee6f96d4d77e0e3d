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
            "Finished proofs kept in memory for equal requests; the one used longest ago goes first. 0 keeps none.")
        .Duration(
            "Lifetime",
            static options => options.Lifetime,
            static (options, value) => options.Lifetime = value,
            "How long a proof is kept after it was made, used or not.")
        .Group("Distributed", static options => options.Distributed, DistributedProofCacheOptionTable.Table);
}
