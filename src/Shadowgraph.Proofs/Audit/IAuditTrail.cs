namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// Records the requests of users and their outcomes. Implementations are thread-safe and do not block, so that no request is delayed.
/// </summary>
/// <remarks>
/// <para>
/// Each accepted request begins with an entry <see cref="AuditAction.Requested"/> and ends with exactly one of <see cref="AuditAction.Completed"/>,
/// <see cref="AuditAction.Failed"/> and <see cref="AuditAction.Cancelled"/>. If a trail throws, the entry is lost; the request continues, and the
/// fault is logged once.
/// </para>
/// <para>
/// Refusals, entries with the action <see cref="AuditAction.Refused"/>, are stored separately, so that a hundred thousand refusals of a user do not
/// displace further entries. The first refusal of a user within <see cref="AuditOptions.RefusalWindow"/> is recorded at once; the remaining refusals
/// of the window share an entry at its end, or at the stop of the pipeline, with their number in <see cref="AuditEntry.Count"/>. Beyond the first 1
/// 000 users of a window, refusals are counted by reason alone. <see cref="RefusalAudit"/> records the refusals of a host by the same rule.
/// </para>
/// </remarks>
public interface IAuditTrail
{
    /// <summary>The beginning of the entries in memory, without refusals: the last entry removed from memory.</summary>
    AuditAnchor Anchor { get; }

    /// <summary>The last entry, without refusals. A head stored elsewhere reveals later changes to any entry up to the head.</summary>
    AuditAnchor Head { get; }

    /// <summary>
    /// The last refusal, the head of a separate chain. Stored elsewhere, the head reveals later changes to refusals up to that point.
    /// </summary>
    AuditAnchor RefusalHead { get; }

    /// <summary>The number of lost entries, summed over all sinks.</summary>
    long LostCount { get; }

    /// <summary>Records an event.</summary>
    /// <param name="happened">The event; the pipeline records its own events automatically.</param>
    /// <exception cref="ArgumentOutOfRangeException">Action or error is not defined, or the attempt is negative.</exception>
    void Record(in AuditEvent happened);

    /// <summary>The latest entries in memory without refusals, oldest first.</summary>
    /// <param name="count">The maximum number of entries; not negative.</param>
    IReadOnlyList<AuditEntry> Recent(int count = int.MaxValue);

    /// <summary>The latest refusals in memory, oldest first.</summary>
    /// <param name="count">The maximum number of entries; not negative.</param>
    IReadOnlyList<AuditEntry> RecentRefusals(int count = int.MaxValue);

    /// <summary>The entries of a request in memory, including refusals, oldest first.</summary>
    /// <param name="requestId">The request.</param>
    IReadOnlyList<AuditEntry> GetByRequest(Guid requestId);

    /// <summary>The entries of a user in memory, including refusals, oldest first.</summary>
    /// <param name="userId">The user; <see langword="default"/> for entries without a user.</param>
    IReadOnlyList<AuditEntry> GetByUser(ProofUserId userId);

    /// <summary>Verifies the hashes of the entries in memory.</summary>
    AuditVerification Verify();

    /// <summary>
    /// Writes a consistent snapshot of the entries in memory as a JSON object with anchor, entries and head, and the same for refusals, for
    /// <see cref="AuditVerifier.VerifyExport"/> and further readers.
    /// </summary>
    /// <param name="stream">The output; stays open.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    Task ExportAsync(Stream stream, CancellationToken cancellationToken = default);

    /// <summary>Waits until every sink has taken, or lost, all entries recorded before this call.</summary>
    /// <param name="cancellationToken">Ends the wait, for instance for a hanging sink.</param>
    Task FlushAsync(CancellationToken cancellationToken = default);
}
