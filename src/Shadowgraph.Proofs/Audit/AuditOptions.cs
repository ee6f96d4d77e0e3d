namespace Shadowgraph.Proofs.Audit;

/// <summary>How the audit trail is kept.</summary>
public sealed class AuditOptions
{
    /// <summary>The most entries in memory, and the most refusals; the oldest go first.</summary>
    /// <value>Default: 1 000. At least 1.</value>
    public int Capacity { get; set; } = 1_000;

    /// <summary>
    /// The most entries that wait for a sink, and the most refusals. While there are so many, further ones are lost for that sink, and
    /// counted.
    /// </summary>
    /// <value>Default: 10 000. At least 1.</value>
    public int SinkCapacity { get; set; } = 10_000;

    /// <summary>Within what time the refusals of a user, but for the first, are one entry.</summary>
    /// <value>Default: 1 minute. Longer than zero.</value>
    public TimeSpan RefusalWindow { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long sinks have to take what waits when the trail is closed; also after how long a call is reported as slow.</summary>
    /// <value>Default: 5 seconds. Longer than zero.</value>
    public TimeSpan SinkFlushTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A secret key for the chain of hashes; in Base64 in a configuration. Without one, who may change entries may also compute their
    /// hashes anew; with one, only who has the key.
    /// </summary>
    /// <value>Default: empty, for none. Otherwise at least <see cref="MinKeyLength"/> bytes.</value>
    public byte[] Key { get; set; } = [];

    /// <summary>The fewest bytes of a key: 16.</summary>
    public const int MinKeyLength = 16;
}
