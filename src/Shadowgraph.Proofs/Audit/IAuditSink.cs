namespace Shadowgraph.Proofs.Audit;

/// <summary>Stores entries permanently. Any number of sinks may be registered; each receives all entries in order, in sequential calls.</summary>
/// <remarks>
/// Refusals have a separate queue, and are delivered in separate calls: see <see cref="AuditEntry.IsRefusal"/>. After an exception the same entries
/// are delivered again a second later, until the sink accepts the entries. A hanging or slow sink delays nobody: up to
/// <see cref="AuditOptions.SinkCapacity"/> entries and the same number of refusals wait for the sink, and further entries are lost for the sink. The
/// failure is logged once; the number of lost entries is recorded in the trail, and counted by <see cref="IAuditTrail.LostCount"/>.
/// </remarks>
public interface IAuditSink
{
    /// <summary>Stores entries.</summary>
    /// <param name="entries">At least one entry, in the order of the numbers. After a failed call the same entries are passed again.</param>
    /// <param name="cancellationToken">Cancelled after the flush timeout at shutdown of the trail.</param>
    ValueTask WriteAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken);
}
