using Shadowgraph.Proofs.Configuration;

namespace Shadowgraph.Proofs.Errors;

/// <summary>The options of <see cref="RecoveryOptions"/>.</summary>
internal static class RecoveryOptionTable
{
    public static OptionTable<RecoveryOptions> Table { get; } = new OptionTable<RecoveryOptions>()
        .Number(
            "MaxAttempts",
            1,
            static options => options.MaxAttempts,
            static (options, value) => options.MaxAttempts = value,
            "The maximum number of attempts with the same circuit, including the first; 1 disables retries.")
        .Duration(
            "BaseDelay",
            TimeSpan.Zero,
            DurationType.Longest,
            static options => options.BaseDelay,
            static (options, value) => options.BaseDelay = value,
            "The upper limit of the delay before the second attempt; doubles with each further attempt.")
        .Duration(
            "MaxDelay",
            TimeSpan.Zero,
            DurationType.Longest,
            static options => options.MaxDelay,
            static (options, value) => options.MaxDelay = value,
            "The upper limit of all delays, at least `BaseDelay`. Delays are drawn uniformly between zero and the current limit.")
        .Flag(
            "AllowCircuitFallback",
            static options => options.AllowCircuitFallback,
            static (options, value) => options.AllowCircuitFallback = value,
            "Whether a circuit that can't be used is replaced by a smaller circuit, in more links.")
        .Flag(
            "AllowResourceOptimization",
            static options => options.AllowResourceOptimization,
            static (options, value) => options.AllowResourceOptimization = value,
            "Whether a lack of memory leads to an attempt with a single thread, after unused memory is returned to the system.")
        .Rule(static (options, path, failures) =>
        {
            if (options.BaseDelay > options.MaxDelay)
                failures.Add($"{path}.MaxDelay is {options.MaxDelay}; it must not be shorter than {path}.BaseDelay.");
        });
}
