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
            "Whether proofs are kept in the `IDistributedCache` of the services too.")
        .Duration(
            "Timeout",
            DurationType.LongerThanZero,
            DistributedProofCacheOptions.MaxTimeout,
            static options => options.Timeout,
            static (options, value) => options.Timeout = value,
            "How long a call to it may take; then the request goes on without its answer.")
        .Duration(
            "BreakDuration",
            DistributedProofCacheOptions.MinBreakDuration,
            DistributedProofCacheOptions.MaxBreakDuration,
            static options => options.BreakDuration,
            static (options, value) => options.BreakDuration = value,
            "How long no call is made after most of the last ones failed.");
}
