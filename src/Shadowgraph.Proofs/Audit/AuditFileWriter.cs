using System.Buffers;
using Microsoft.Extensions.Logging;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// Appends the entries of a series to its files, in two steps: the output of <see cref="Append"/> becomes permanent by <see cref="Commit"/>, and is
/// otherwise undone by the next call. Not thread-safe.
/// </summary>
internal sealed class AuditFileWriter(FileAuditSinkOptions options, AuditFileSeries files, ILogger logger)
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly AuditChain _chain = new(options.Key, files.Series);

    // Files begun since the last commit.
    private readonly List<int> _begun = [];
    private Stream? _stream;
    private Stream? _head;
    private int _number;

    // The committed position; null until the directory is examined.
    private AuditFilePlace? _place;
    private AuditFilePlace? _next;

    /// <summary>Finds the position for further writing, and writes the head note, so that a used directory has a note for each series.</summary>
    public AuditFilePlace Prepare()
    {
        _place ??= new AuditFileRecovery(files, options.Key, logger).Run();
        if (_head is not null) return _place;
        _head = files.Disk.OpenWrite(files.HeadPath, isNew: !File.Exists(files.HeadPath));
        _place.Note.Write(_head, _chain);
        _head.SetLength(_head.Position);
        return _place;
    }

    public void Append(IEnumerable<AuditEntry> entries)
    {
        var place = Open();
        var end = place.End;
        foreach (var entry in entries)
        {
            if (_stream!.Position + _buffer.WrittenCount >= options.MaxFileBytes) BeginNext(end);
            var next = _chain.Next(end, entry.At, entry.Happened);
            AuditLine.Write(_buffer, next);
            end = new AuditAnchor(next.Sequence, next.Digest);
        }

        PassOn();
        _next = new AuditFilePlace(_stream!.Position, place.Note with { End = end, LastFile = _number });
    }

    public void Commit()
    {
        if (_next is not { } next) return;
        var isInNewFile = next.Number != _place!.Number;
        next.Note.Write(_head!, _chain);
        (_place, _next) = (next, null);
        _begun.Clear();
        if (isInNewFile) DeleteOldest();
    }

    /// <summary>Closes the files. Uncommitted output is undone when the files are opened again.</summary>
    public void Close()
    {
        _stream?.Dispose();
        _head?.Dispose();
        _stream = _head = null;
        _next = null;
    }

    /// <summary>Makes the next call examine the directory again, after changes by another process.</summary>
    public void Forget() => _place = null;

    /// <summary>Opens the files, and undoes the output of a failed write.</summary>
    private AuditFilePlace Open()
    {
        var place = Prepare();
        if (_stream is not null) return place;
        foreach (var number in _begun) AuditFiles.Delete(files.PathOf(number));
        _begun.Clear();
        _number = place.Number;
        var path = files.PathOf(_number);
        _stream = files.Disk.OpenWrite(path, isNew: place.Length == 0 && !File.Exists(path));
        if (_stream.Length < place.Length) throw new FileNotFoundException("The audit file was truncated by another process.", path);
        _stream.SetLength(place.Length);
        _stream.Position = place.Length;
        _buffer.ResetWrittenCount();
        if (place.Length == 0) AuditLine.WriteFirst(_buffer, place.End, _chain.IsKeyed);
        return place;
    }

    private void BeginNext(AuditAnchor end)
    {
        PassOn();
        _stream!.Dispose();
        var number = files.FirstFree(_number + 1);
        _stream = files.Disk.OpenWrite(files.PathOf(number), isNew: true);
        _number = number;
        _begun.Add(number);
        AuditLine.WriteFirst(_buffer, end, _chain.IsKeyed);
    }

    private void PassOn()
    {
        _stream!.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        if (options.Flush == AuditFlush.Disk) files.Disk.FlushToDisk(_stream);
    }

    // The note first: a crash in between then leaves superfluous old files, not a missing beginning.
    private void DeleteOldest()
    {
        if (options.MaxFiles == 0) return;
        try
        {
            var numbers = files.Numbers().Where(number => number <= _number).ToArray();
            var kept = numbers.TakeLast(options.MaxFiles).ToArray();
            if (kept.Length == numbers.Length) return;
            if (kept.Select(number => (Number: number, Anchor: files.ReadAnchor(number))).FirstOrDefault(file => file.Anchor is not null)
                is not { Anchor: { } start } first)
            {
                return;
            }

            var note = _place!.Note with { FirstFile = first.Number, Start = start };
            note.Write(_head!, _chain);
            _place = _place with { Note = note };
            foreach (var number in numbers.Where(number => number < first.Number)) AuditFiles.Delete(files.PathOf(number));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Repeated at the beginning of the next file. The entries are still accepted.
        }
    }
}
