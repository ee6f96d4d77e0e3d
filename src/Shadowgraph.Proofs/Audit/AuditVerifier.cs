namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// Verifies chains of stored entries: every entry must be unchanged and in its place, with none missing in between.
/// </summary>
/// <remarks>
/// <para>
/// The hash of an entry is SHA-256 (with a key, HMAC-SHA-256) over the concatenation of: "shadowgraph.proofs/audit/v1" and a zero byte; the hash of
/// the previous entry, 32 bytes, all zero for the first entry; number and time (ticks of 100 ns since year 1, UTC) in 8 bytes each, attempt in 4; 0,
/// or 1 and the request's id in 16 bytes, in the order of its text; then action, error, user and detail, each as length + 1 in 2 bytes and UTF-8, or
/// two zero bytes for null; then the count in 8 bytes, if not 0. Numbers are big-endian. The outcome follows from the action. Refusals are a separate
/// chain, with "shadowgraph.proofs/audit/v1/refusals" in place of the former text.
/// </para>
/// <para>
/// Begin and end of chains are authenticated by a hash of the same kind, in an export and in the head files of a directory: removal of the beginning
/// is detected, and a sink that deletes its oldest files notes the new beginning.
/// </para>
/// <para>
/// Without a key, a chain reveals changes only to a holder of the head, or of any later anchor, from another source: write access to all data
/// suffices to recompute all hashes. With a key, recomputation requires the key. In both cases, removal of entries at the end is revealed only by a
/// head stored elsewhere.
/// </para>
/// </remarks>
public static class AuditVerifier
{
    /// <summary>Verifies an export of <see cref="IAuditTrail.ExportAsync"/>, to the last byte.</summary>
    /// <param name="utf8Json">The export.</param>
    /// <param name="key">The key of the trail; empty without a key.</param>
    public static AuditVerification VerifyExport(ReadOnlyMemory<byte> utf8Json, ReadOnlySpan<byte> key = default) =>
        AuditExport.Read(utf8Json) is { } export
            ? Verify(export, key)
            : new AuditVerification { Faults = ["This is not an unmodified export: it was changed, truncated, or is a different file."] };

    /// <summary>Verifies the files of a <see cref="FileAuditSink"/>, oldest first, also during writes.</summary>
    /// <param name="directory">The directory of the files.</param>
    /// <param name="key">The key of the sink; empty without a key.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Read access to a file is denied.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static AuditVerification VerifyFiles(
        string directory, ReadOnlySpan<byte> key = default, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var disk = new AuditFiles(directory);
        var main = new AuditFileCheck(new AuditFileSeries(disk, AuditSeries.Main), key).Run(cancellationToken);
        var refusals = new AuditFileCheck(new AuditFileSeries(disk, AuditSeries.Refusals), key).Run(cancellationToken);
        return main.With(refusals);
    }

    internal static AuditVerification Verify(AuditExport export, ReadOnlySpan<byte> key)
    {
        const string place = "Export";
        var check = new AuditCheck(key, AuditSeries.Main);
        if (export.IsKeyed != key.Length > 0) check.Find(KeyFault(export.IsKeyed));
        else if (!export.IsSealedWith(key)) check.Find($"{place}: beginning or end differ from the recorded ones, or the key is wrong.");
        var refusals = new AuditCheck(key, AuditSeries.Refusals);
        return Walk(check, export.Main, place).With(Walk(refusals, export.Refusals, $"{place}, refusals"));
    }

    private static AuditVerification Walk(AuditCheck check, AuditSegment segment, string place)
    {
        check.Begin(segment.Anchor, place);
        foreach (var entry in segment.Entries) check.Next(entry, place);
        check.End(segment.Head, place);
        return check.ToVerification();
    }

    internal static string KeyFault(bool isKeyed) =>
        isKeyed ? "The trail was written with a key; the key is missing." : "The trail was written without a key, but a key was given.";
}
