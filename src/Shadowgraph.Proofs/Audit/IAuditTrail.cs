namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// Records who asked for what and what became of it. Implementations are thread-safe, and record at once: they hold no request up.
/// </summary>
/// <remarks>
/// <para>
/// Each request that is let in begins with one <see cref="AuditAction.Requested"/> and ends with exactly one of
/// <see cref="AuditAction.Completed"/>, <see cref="AuditAction.Failed"/> and <see cref="AuditAction.Cancelled"/>. A trail that throws loses
/// that entry; the request goes on, and the fault is logged once.
/// </para>
/// <para>
/// Refusals, entries of the action <see cref="AuditAction.Refused"/>, are kept apart, so that whoever is refused a hundred thousand times
/// takes no room from what else happens. The first of a user within <see cref="AuditOptions.RefusalWindow"/> is recorded at once; the
/// others of the window are one entry at its end, or when the pipeline stops, with their number in <see cref="AuditEntry.Count"/>. Of the
/// users after the first 1 000 of a window, refusals are counted by reason alone.
/// </para>
/// </remarks>
public interface IAuditTrail
{
    /// <summary>The beginning of what is in memory, but for refusals: the last entry that is not any more.</summary>
    AuditAnchor Anchor { get; }

    /// <summary>The last entry that is no refusal. Kept elsewhere, it shows when entries up to it were changed.</summary>
    AuditAnchor Head { get; }

    /// <summary>
    /// The last of the refusals, which are a chain of their own. Kept elsewhere, it shows when those up to it were changed.
    /// </summary>
    AuditAnchor RefusalHead { get; }

    /// <summary>Entries that were lost for a sink, all sinks together.</summary>
    long LostCount { get; }

    /// <summary>Records something.</summary>
    /// <param name="happened">What; the pipeline records what it does by itself.</param>
    /// <exception cref="ArgumentOutOfRangeException">Action or error are not defined, or the attempt is negative.</exception>
    void Record(in AuditEvent happened);

    /// <summary>The latest entries in memory, but for refusals, oldest first.</summary>
    /// <param name="count">The most to give; not negative.</param>
    IReadOnlyList<AuditEntry> Recent(int count = int.MaxValue);

    /// <summary>The latest refusals in memory, oldest first.</summary>
    /// <param name="count">The most to give; not negative.</param>
    IReadOnlyList<AuditEntry> RecentRefusals(int count = int.MaxValue);

    /// <summary>The entries about a request that are in memory, refusals included, oldest first.</summary>
    /// <param name="requestId">The request.</param>
    IReadOnlyList<AuditEntry> OfRequest(Guid requestId);

    /// <summary>The entries about a user that are in memory, refusals included, oldest first.</summary>
    /// <param name="userId">The user; <see langword="default"/> for entries without one.</param>
    IReadOnlyList<AuditEntry> OfUser(ProofUserId userId);

    /// <summary>Checks the hashes of what is in memory.</summary>
    AuditVerification Verify();

    /// <summary>
    /// Writes what is in memory as JSON: one object with the anchor, the entries and the head, the same of the refusals, all of one moment,
    /// for
    /// <see cref="AuditVerifier.VerifyExport"/> and other readers.
    /// </summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    Task ExportAsync(Stream stream, CancellationToken cancellationToken = default);

    /// <summary>Waits until every sink has taken what was recorded before this call, or has lost it.</summary>
    /// <param name="cancellationToken">Ends the waiting: a sink may hang.</param>
    Task FlushAsync(CancellationToken cancellationToken = default);
}
