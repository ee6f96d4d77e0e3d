using Shadowgraph.Proofs.Configuration;

namespace Shadowgraph.Proofs.Limits;

/// <summary>The options of <see cref="RateLimitOptions"/>.</summary>
internal static class RateLimitOptionTable
{
    public static OptionTable<RateLimitOptions> Table { get; } = new OptionTable<RateLimitOptions>()
        .Number(
            "Permits",
            0,
            static options => options.Permits,
            static (options, value) => options.Permits = value,
            "The maximum number of proofs per user within a window; then `RateLimitExceeded`, which states the delay before a retry. 0 for no limit.")
        .Duration(
            "Window",
            static options => options.Window,
            static (options, value) => options.Window = value,
            "The length of the sliding window.")
        .Flag(
            "LimitMissingUser",
            static options => options.LimitMissingUser,
            static (options, value) => options.LimitMissingUser = value,
            "Whether requests without a user are also limited, all together like a single user.");
}
