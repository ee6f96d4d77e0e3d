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
            "Proofs that wait; one more is refused with `QueueFull`.")
        .Duration(
            "AgingInterval",
            static options => options.AgingInterval,
            static (options, value) => options.AgingInterval = value,
            "Waiting time that counts as one step of priority.");
}
