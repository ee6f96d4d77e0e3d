using Microsoft.Extensions.Logging;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// Finds where the last process stopped, crashed or not. A line that a crash has cut short is dropped. What is damaged otherwise is neither
/// repaired nor touched: a new file goes on after the last entry that was noted down or can be read, so that the damage keeps showing.
/// </summary>
internal sealed class AuditFileRecovery(AuditFiles files, ReadOnlyMemory<byte> key, ILogger logger)
{
    public AuditFilePlace Run()
    {
        var numbers = files.Numbers();
        var head = ReadHead();
        if (numbers.Length == 0) return new AuditFilePlace(1, 0, head ?? default);

        var last = numbers[^1];
        var (length, end, isIntact) = Scan(last);
        if (length == 0 && numbers.Length > 1) (_, end, isIntact) = Scan(numbers[^2]);
        if (head is { } noted && noted.Sequence >= end.Sequence && noted != end) (end, isIntact) = (noted, false);
        if (isIntact) return new AuditFilePlace(last, length, end);
        logger.FileDamaged(files.PathOf(last));
        return new AuditFilePlace(last + 1, 0, end);
    }

    private AuditAnchor? ReadHead()
    {
        if (!files.HasHead()) return null;
        using var stream = AuditFiles.OpenRead(files.HeadPath);
        return AuditHeadNote.Read(stream);
    }

    /// <returns>The length of the whole lines, 0 if there is not even the first; and the last entry.</returns>
    private (long Length, AuditAnchor End, bool IsIntact) Scan(int number)
    {
        using var stream = AuditFiles.OpenRead(files.PathOf(number));
        var reader = new AuditLineReader(stream);
        var check = new AuditCheck(key.Span);
        var name = files.PathOf(number);
        if (reader.Next() is not { } firstLine) return (0, default, true);
        if (AuditLine.ReadFirst(firstLine) is { } first) check.Begin(first.Anchor, name);
        else check.Find($"{name} has no first line.");
        while (reader.Next() is { } line)
        {
            if (AuditLine.Read(line) is { } entry) check.Next(entry, name);
            else check.Find($"{name} holds what is no entry.");
        }

        var found = check.ToVerification();
        return (reader.Position, found.Head, found.IsIntact);
    }
}
