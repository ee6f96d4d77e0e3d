namespace Shadowgraph.Proofs.Audit;

/// <summary>Verifies the chain over all files of a series.</summary>
internal sealed class AuditFileCheck
{
    private const int MostTries = 10;

    private readonly AuditFileSeries _files;
    private readonly AuditCheck _check;
    private readonly AuditChain _chain;
    private AuditHeadNote? _note;
    private long _tornBytes;

    public AuditFileCheck(AuditFileSeries files, ReadOnlySpan<byte> key)
    {
        _files = files;
        _check = new AuditCheck(key, files.Series);
        _chain = new AuditChain(key, files.Series);
    }

    public AuditVerification Run(CancellationToken cancellationToken)
    {
        // Entries may be added and old files deleted concurrently: a head noted before the listing is a lower limit for the end, and a beginning
        // noted after the listing is the required beginning.
        _note = ReadNote();
        var numbers = _files.Numbers();
        var later = ReadNote();
        foreach (var link in _files.Links()) _check.Find($"{NameOf(link)} is a symbolic link, and is not followed.");
        if (later is not null) numbers = Own(numbers, later);
        for (var i = 0; i < numbers.Length; i++)
        {
            if (i > 0 && numbers[i] != numbers[i - 1] + 1)
                _check.Find($"Between {NameOf(numbers[i - 1])} and {NameOf(numbers[i])} a file is missing.");
            Read(numbers[i], later, isLast: i == numbers.Length - 1, cancellationToken);
        }

        EndAtHead();
        return _check.ToVerification(_tornBytes);
    }

    /// <summary>Reads the head file. A concurrent write may yield a mixture of two notes, so invalid notes are read again.</summary>
    private AuditHeadNote? ReadNote()
    {
        for (var tries = 0; ; tries++)
        {
            if (_files.ReadHead(_chain) is { } note) return note;
            if (tries == MostTries || !File.Exists(_files.HeadPath)) return null;
            Thread.Sleep(tries);
        }
    }

    private int[] Own(int[] numbers, AuditHeadNote note)
    {
        foreach (var stranger in numbers.Where(number => number > note.LastFile + 1))
            _check.Find($"{NameOf(stranger)} was added by another process: the last file is {NameOf(note.LastFile)}.");

        // Older files were about to be deleted.
        int[] own = [.. numbers.Where(number => number >= note.FirstFile && number <= note.LastFile + 1)];
        if (own.Length > 0 && own[0] != note.FirstFile)
            _check.Find($"The beginning is cut off: {NameOf(note.FirstFile)}, after entry {note.Start.Sequence}, is missing.");
        return own;
    }

    private void EndAtHead()
    {
        var name = Path.GetFileName(_files.HeadPath);
        if (_note is null)
        {
            _check.Find($"There is no readable {name}: entries removed from the beginning or the end can't be detected.");
            return;
        }

        _check.EndAtOrAfter(_note.End, name);
        if (_note.WasMissing)
            _check.Find($"{name} was missing once while audit files existed: entries removed from the end before that time can't be detected.");
    }

    private void Read(int number, AuditHeadNote? note, bool isLast, CancellationToken cancellationToken)
    {
        using var stream = AuditFiles.OpenRead(_files.PathOf(number));
        var reader = new AuditLineReader(stream);
        var name = NameOf(number);
        if (reader.Next() is { } first) ReadFirst(first, name, note?.FirstFile == number ? note.Start : null);
        else if (!isLast) _check.Find($"{name}: the first line is missing.");
        for (var line = 2; reader.Next() is { } next; line++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var place = $"{name}:{line}";
            if (AuditLine.Read(next, _files.Series) is { } entry) ReadEntry(entry, place);
            else _check.Find($"{place}: this is not a valid entry.");
        }

        if (isLast) _tornBytes = reader.TornBytes;
        else if (reader.TornBytes > 0) _check.Find($"{name}: the last line is incomplete.");
    }

    private void ReadFirst(ReadOnlyMemory<byte> line, string name, AuditAnchor? start)
    {
        if (AuditLine.ReadFirst(line) is not { } first)
        {
            _check.Find($"{name}:1: this is not a valid first line.");
            return;
        }

        if (first.IsKeyed != _chain.IsKeyed) _check.Find($"{name}: {AuditVerifier.KeyFault(first.IsKeyed)}");
        if (start is { } noted && noted != first.Anchor)
        {
            _check.Find(
                $"{name}: the beginning is cut off: it follows entry {first.Anchor.Sequence}, and what was noted down is that it follows "
                + $"entry {noted.Sequence}.");
        }

        _check.Begin(first.Anchor, name);
    }

    private void ReadEntry(AuditEntry entry, string place)
    {
        _check.Next(entry, place);
        if (_note is { End: var end } && end.Sequence == entry.Sequence && end.Digest != entry.Digest)
            _check.Find($"{place}: {Path.GetFileName(_files.HeadPath)} names another entry {entry.Sequence}.");
    }

    private string NameOf(int number) => Path.GetFileName(_files.PathOf(number));
}
