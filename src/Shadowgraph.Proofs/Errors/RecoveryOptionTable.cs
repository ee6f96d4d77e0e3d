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
            "Attempts with one circuit, the first included; 1 repeats nothing.")
        .Duration(
            "BaseDelay",
            TimeSpan.Zero,
            DurationType.Longest,
            static options => options.BaseDelay,
            static (options, value) => options.BaseDelay = value,
            "The longest delay before the second attempt; it doubles with each one after.")
        .Duration(
            "MaxDelay",
            TimeSpan.Zero,
            DurationType.Longest,
            static options => options.MaxDelay,
            static (options, value) => options.MaxDelay = value,
            "The longest delay at all, not shorter than `BaseDelay`. Delays are drawn evenly between zero and the longest.")
        .Flag(
            "AllowCircuitFallback",
            static options => options.AllowCircuitFallback,
            static (options, value) => options.AllowCircuitFallback = value,
            "Whether to go on with a smaller circuit, in more links, if one can't be used.")
        .Flag(
            "AllowResourceOptimization",
            static options => options.AllowResourceOptimization,
            static (options, value) => options.AllowResourceOptimization = value,
            "Whether to give memory back and try with one thread, if memory runs out.")
        .Rule(static (options, path, failures) =>
        {
            if (options.BaseDelay > options.MaxDelay)
                failures.Add($"{path}.MaxDelay is {options.MaxDelay}; it must not be shorter than {path}.BaseDelay.");
        });
}
