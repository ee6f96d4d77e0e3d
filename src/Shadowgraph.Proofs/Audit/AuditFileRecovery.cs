using Microsoft.Extensions.Logging;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// Finds the position at which the last process stopped, after a crash or not. A line cut short by a crash is dropped. Any further damage is neither
/// repaired nor touched: writing continues in a new file after the last entry that was noted or is readable, so that the damage stays visible.
/// </summary>
internal sealed class AuditFileRecovery(AuditFileSeries files, ReadOnlyMemory<byte> key, ILogger logger)
{
    // A chain that claims an impossible number of entries is not continued: the numbers would run out.
    private const long MostEntries = AuditAnchor.MaxSequence / 2;

    private static readonly AuditHeadNote Beginning = new(default, LastFile: 1, FirstFile: 1, default, WasMissing: false);

    public AuditFilePlace Run()
    {
        var note = files.ReadHead(new AuditChain(key.Span, files.Series));
        var numbers = Own(files.Numbers(), note);
        if (note is null && numbers.Length > 0) logger.HeadMissing(files.HeadPath);
        var begun = note ?? Beginning with { WasMissing = numbers.Length > 0 };
        if (numbers.Length == 0)
        {
            var number = files.FirstFree(note is null ? 1 : note.LastFile);
            return new AuditFilePlace(0, begun with { LastFile = number, FirstFile = note?.FirstFile ?? number });
        }

        var last = numbers[^1];
        var (length, end, isIntact) = Scan(last);
        if (length == 0 && numbers.Length > 1) (_, end, isIntact) = Scan(numbers[^2]);
        if (note is not null && note.End.Sequence >= end.Sequence && note.End != end) (end, isIntact) = (note.End, false);
        if (end.Sequence > MostEntries) (end, isIntact) = (default, false);
        if (isIntact) return new AuditFilePlace(length, begun with { End = end, LastFile = last });
        logger.FileDamaged(files.PathOf(last));
        return new AuditFilePlace(0, begun with { End = end, LastFile = files.FirstFree(last + 1) });
    }

    /// <summary>
    /// The files written by this chain. With a note: all files up to the last noted file, plus a file that a crash kept from being noted. Without a
    /// note: the first consecutive files. All further files are foreign.
    /// </summary>
    private static int[] Own(int[] numbers, AuditHeadNote? note)
    {
        if (note is not null) return [.. numbers.Where(number => number <= note.LastFile + 1)];
        var count = 0;
        while (count < numbers.Length && numbers[count] == numbers[0] + count) count++;
        return numbers[..count];
    }

    /// <returns>The length of the complete lines, 0 without a complete first line; and the last entry.</returns>
    private (long Length, AuditAnchor End, bool IsIntact) Scan(int number)
    {
        using var stream = AuditFiles.OpenRead(files.PathOf(number));
        var reader = new AuditLineReader(stream);
        var check = new AuditCheck(key.Span, files.Series);
        var name = files.PathOf(number);
        if (reader.Next() is not { } firstLine) return (0, default, true);
        if (AuditLine.ReadFirst(firstLine) is { } first) check.Begin(first.Anchor, name);
        else check.Find($"{name} has no first line.");
        while (reader.Next() is { } line)
        {
            if (AuditLine.Read(line, files.Series) is { } entry) check.Next(entry, name);
            else check.Find($"{name} has a line that is not an entry.");
        }

        var found = check.ToVerification();
        return (reader.Position, found.Head, found.IsIntact);
    }
}
