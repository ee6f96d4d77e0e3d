using Shadowgraph.Proofs.Configuration;

namespace Shadowgraph.Proofs.Caching;

/// <summary>The options of <see cref="DistributedProofCacheOptions"/>.</summary>
internal static class DistributedProofCacheOptionTable
{
    public static OptionTable<DistributedProofCacheOptions> Table { get; } = new OptionTable<DistributedProofCacheOptions>()
        .Flag(
            "IsEnabled",
            static options => options.IsEnabled,
            static (options, value) => options.IsEnabled = value,
            "Whether proofs are also stored in the `IDistributedCache` of the services.")
        .Duration(
            "Timeout",
            DurationType.LongerThanZero,
            DistributedProofCacheOptions.MaxTimeout,
            static options => options.Timeout,
            static (options, value) => options.Timeout = value,
            "The time limit of a call to the distributed cache; after a timeout the request continues without the cache.")
        .Duration(
            "BreakDuration",
            DistributedProofCacheOptions.MinBreakDuration,
            DistributedProofCacheOptions.MaxBreakDuration,
            static options => options.BreakDuration,
            static (options, value) => options.BreakDuration = value,
            "The time without calls after most of the recent calls failed.");
}
