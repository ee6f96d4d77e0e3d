using Shadowgraph.Proofs.Configuration;

namespace Shadowgraph.Proofs.Audit;

/// <summary>The options of <see cref="AuditOptions"/>.</summary>
internal static class AuditOptionTable
{
    public static OptionTable<AuditOptions> Table { get; } = new OptionTable<AuditOptions>()
        .Number(
            "Capacity",
            1,
            static options => options.Capacity,
            static (options, value) => options.Capacity = value,
            "Entries in memory, and as many refusals; the oldest go first.")
        .Number(
            "SinkCapacity",
            1,
            static options => options.SinkCapacity,
            static (options, value) => options.SinkCapacity = value,
            "Entries that wait for each sink, and as many refusals; what comes while so many wait is lost for it, and counted.")
        .Duration(
            "SinkFlushTimeout",
            static options => options.SinkFlushTimeout,
            static (options, value) => options.SinkFlushTimeout = value,
            "How long sinks have to take what waits when the trail is closed; after as long a call is reported as slow.")
        .Duration(
            "RefusalWindow",
            static options => options.RefusalWindow,
            static (options, value) => options.RefusalWindow = value,
            "Within what time the refusals of a user, but for the first, are one entry.")
        .Add(new ValueOption<AuditOptions, byte[]>(
            "Key",
            new SecretType(AuditOptions.MinKeyLength),
            static options => options.Key,
            static (options, value) => options.Key = value,
            "A secret key for the chain of hashes: only who has it can compute hashes anew. Keep it out of files that many can read."));
}
