namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// Checks chains of entries that were kept: whether each entry is the one that was recorded, in its place, with none missing between.
/// </summary>
/// <remarks>
/// <para>
/// The hash of an entry is SHA-256 (with a key, HMAC-SHA-256) over "shadowgraph.proofs/audit/v1" and a zero byte; the hash of the entry
/// before, 32 bytes, all zero for the first; its number and its time (ticks of 100 ns since year 1, UTC) in 8 bytes each, its attempt in 4;
/// 0, or 1 and the request's id in 16 bytes, as it is written; then action, error, user and detail, each as its length + 1 in 2 bytes and its
/// UTF-8, or two zero bytes for none; then its count in 8, if that is not 0. Numbers are big-endian. The outcome follows from the action.
/// Refusals are a chain of their own, over "shadowgraph.proofs/audit/v1/refusals" in place of the former.
/// </para>
/// <para>
/// Where chains begin and end is sealed by a hash of the same kind, in an export and in the head files of a directory: the beginning can't
/// be cut off unnoticed, and a sink that deletes its oldest files notes down where it begins since then.
/// </para>
/// <para>
/// Without a key, a chain shows changes to whoever holds its head, or any later anchor, from elsewhere: who may write everything can compute
/// all hashes anew. With a key only who has it can do so. In both cases entries that were taken off the end show only by a head that was
/// kept elsewhere.
/// </para>
/// </remarks>
public static class AuditVerifier
{
    /// <summary>Checks what <see cref="IAuditTrail.ExportAsync"/> wrote, to the last byte.</summary>
    /// <param name="utf8Json">The export.</param>
    /// <param name="key">The key of the trail; empty if it had none.</param>
    public static AuditVerification VerifyExport(ReadOnlyMemory<byte> utf8Json, ReadOnlySpan<byte> key = default) =>
        AuditExport.Read(utf8Json) is { } export
            ? Verify(export, key)
            : new AuditVerification { Faults = ["The export is not as one is written: it was changed, cut, or is something else."] };

    /// <summary>Checks the files of a <see cref="FileAuditSink"/>, oldest first, while it writes or not.</summary>
    /// <param name="directory">Where they are.</param>
    /// <param name="key">The key of the sink; empty if it had none.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
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
        else if (!export.IsSealedWith(key)) check.Find($"{place}: it does not begin and end where it did, or the key is another.");
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
        isKeyed ? "It was written with a key, and none was given." : "It was written without a key, and one was given.";
}
