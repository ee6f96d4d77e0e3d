using Shadowgraph.Proofs.Configuration;

namespace Shadowgraph.Proofs.Queue;

/// <summary>The options of <see cref="ProofQueueOptions"/>.</summary>
internal static class ProofQueueOptionTable
{
    public static OptionTable<ProofQueueOptions> Table { get; } = new OptionTable<ProofQueueOptions>()
        .Number(
            "Capacity",
            1,
            static options => options.Capacity,
            static (options, value) => options.Capacity = value,
            "The maximum number of waiting proofs; further requests are refused with `QueueFull`.")
        .Duration(
            "AgingInterval",
            static options => options.AgingInterval,
            static (options, value) => options.AgingInterval = value,
            "The waiting time that raises the effective priority by a level.");
}
