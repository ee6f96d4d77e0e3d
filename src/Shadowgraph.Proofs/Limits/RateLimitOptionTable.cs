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
            "Proofs that each user may have begun within a window; then `RateLimitExceeded`, which says when to come back. 0 for no limit.")
        .Duration(
            "Window",
            static options => options.Window,
            static (options, value) => options.Window = value,
            "That window; it slides with the clock.")
        .Flag(
            "LimitMissingUser",
            static options => options.LimitMissingUser,
            static (options, value) => options.LimitMissingUser = value,
            "Whether requests without a user are limited too, all of them together like one user.");
}
