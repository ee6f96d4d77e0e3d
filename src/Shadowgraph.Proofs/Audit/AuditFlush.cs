using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Audit;

/// <summary>The required durability of entries accepted by a <see cref="FileAuditSink"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuditFlush>))]
public enum AuditFlush
{
    /// <summary>Entries are on the disk, and survive a loss of power.</summary>
    Disk,

    /// <summary>Entries are with the operating system, and survive a crash of the process.</summary>
    System,
}
