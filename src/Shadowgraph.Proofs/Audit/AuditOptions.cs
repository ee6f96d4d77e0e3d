namespace Shadowgraph.Proofs.Audit;

/// <summary>The options of the audit trail.</summary>
public sealed class AuditOptions
{
    /// <summary>The maximum number of entries in memory, and of refusals; the oldest are removed first.</summary>
    /// <value>Default: 1 000. At least 1.</value>
    public int Capacity { get; set; } = 1_000;

    /// <summary>
    /// The maximum number of entries waiting for a sink, and of waiting refusals. Beyond the maximum, entries are lost for that sink, and the losses
    /// are counted.
    /// </summary>
    /// <value>Default: 10 000. At least 1.</value>
    public int SinkCapacity { get; set; } = 10_000;

    /// <summary>The time window in which all refusals of a user, except the first, share an entry.</summary>
    /// <value>Default: 1 minute. Longer than zero.</value>
    public TimeSpan RefusalWindow { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The time for sinks to take the remaining entries at shutdown; also the duration after which a call is reported as slow.</summary>
    /// <value>Default: 5 seconds. Longer than zero.</value>
    public TimeSpan SinkFlushTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A secret key for the hash chain; in Base64 in a configuration. Without a key, an attacker with write access can recompute the hashes of
    /// changed entries; with a key, only a holder of the key can.
    /// </summary>
    /// <value>Default: empty, no key. Otherwise at least <see cref="MinKeyLength"/> bytes.</value>
    public byte[] Key { get; set; } = [];

    /// <summary>The minimum length of a key in bytes: 16.</summary>
    public const int MinKeyLength = 16;
}
