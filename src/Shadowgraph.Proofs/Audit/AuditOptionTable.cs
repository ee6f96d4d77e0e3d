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
            "The maximum number of entries in memory, and of refusals; the oldest are removed first.")
        .Number(
            "SinkCapacity",
            1,
            static options => options.SinkCapacity,
            static (options, value) => options.SinkCapacity = value,
            "The maximum number of entries waiting for a sink, and of waiting refusals; further entries are lost for the sink, and counted.")
        .Duration(
            "SinkFlushTimeout",
            static options => options.SinkFlushTimeout,
            static (options, value) => options.SinkFlushTimeout = value,
            "The time for sinks to take the remaining entries at shutdown; also the duration after which a call is reported as slow.")
        .Duration(
            "RefusalWindow",
            static options => options.RefusalWindow,
            static (options, value) => options.RefusalWindow = value,
            "The time window in which all refusals of a user, except the first, share an entry.")
        .Add(new ValueOption<AuditOptions, byte[]>(
            "Key",
            new SecretType(AuditOptions.MinKeyLength),
            static options => options.Key,
            static (options, value) => options.Key = value,
            "A secret key for the hash chain: hashes can be recomputed only with the key. Keep the key out of widely readable files."));
}
