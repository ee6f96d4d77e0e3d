namespace Shadowgraph.Proofs.Audit;

/// <summary>Keeps entries for good. Any number may be registered; each is told all entries, in order, one call at a time.</summary>
/// <remarks>
/// Refusals wait in a line of their own, and come in calls of their own: see <see cref="AuditEntry.IsRefusal"/>.
/// A sink that throws is told the same entries again a second later, until it takes them. One that hangs, or can't keep up, holds nobody up:
/// up to <see cref="AuditOptions.SinkCapacity"/> entries and as many refusals wait for it, and what comes then is lost for it. That it
/// fails is logged once; how many entries were lost is an entry itself, and in <see cref="IAuditTrail.LostCount"/>.
/// </remarks>
public interface IAuditSink
{
    /// <summary>Takes entries.</summary>
    /// <param name="entries">At least one, in the order of their numbers. They may have been told before, if that call failed.</param>
    /// <param name="cancellationToken">Cancelled when the trail is closed and has waited long enough.</param>
    ValueTask WriteAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken);
}
