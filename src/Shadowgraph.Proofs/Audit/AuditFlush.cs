using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Audit;

/// <summary>How far entries have come when a <see cref="FileAuditSink"/> has taken them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuditFlush>))]
public enum AuditFlush
{
    /// <summary>They are on the disk, and outlast a power cut.</summary>
    Disk,

    /// <summary>The operating system has them: they outlast a crash of the process.</summary>
    System,
}
