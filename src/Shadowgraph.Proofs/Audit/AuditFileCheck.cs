namespace Shadowgraph.Proofs.Audit;

/// <summary>Walks along the chain of all files of a directory.</summary>
internal sealed class AuditFileCheck
{
    private readonly AuditFiles _files;
    private readonly AuditCheck _check;
    private readonly bool _isKeyed;
    private AuditAnchor? _head;
    private long _tornBytes;

    public AuditFileCheck(AuditFiles files, ReadOnlySpan<byte> key)
    {
        _files = files;
        _check = new AuditCheck(key);
        _isKeyed = key.Length > 0;
    }

    public AuditVerification Run(CancellationToken cancellationToken)
    {
        // First, as entries may be added meanwhile.
        _head = ReadHead();
        var numbers = _files.Numbers();
        for (var i = 0; i < numbers.Length; i++)
        {
            if (i > 0 && numbers[i] != numbers[i - 1] + 1)
                _check.Find($"Between {NameOf(numbers[i - 1])} and {NameOf(numbers[i])} a file is missing.");
            Read(numbers[i], isLast: i == numbers.Length - 1, cancellationToken);
        }

        if (_head is { } head) _check.EndAtOrAfter(head, Path.GetFileName(_files.HeadPath));
        else _check.Find("There is no readable audit.head: whether entries were taken off the end can't be told.");
        return _check.ToVerification(_tornBytes);
    }

    private AuditAnchor? ReadHead()
    {
        if (!_files.HasHead()) return null;
        using var stream = AuditFiles.OpenRead(_files.HeadPath);
        return AuditHeadNote.Read(stream);
    }

    private void Read(int number, bool isLast, CancellationToken cancellationToken)
    {
        using var stream = AuditFiles.OpenRead(_files.PathOf(number));
        var reader = new AuditLineReader(stream);
        var name = NameOf(number);
        if (reader.Next() is { } first) ReadFirst(first, name);
        else if (!isLast) _check.Find($"{name}: it has no first line.");
        for (var line = 2; reader.Next() is { } next; line++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var place = $"{name}:{line}";
            if (AuditLine.Read(next) is { } entry) ReadEntry(entry, place);
            else _check.Find($"{place}: this is not an entry as one is written.");
        }

        if (isLast) _tornBytes = reader.TornBytes;
        else if (reader.TornBytes > 0) _check.Find($"{name}: it ends within a line.");
    }

    private void ReadFirst(ReadOnlyMemory<byte> line, string name)
    {
        if (AuditLine.ReadFirst(line) is not { } first)
        {
            _check.Find($"{name}:1: this is not a first line as one is written.");
            return;
        }

        if (first.IsKeyed != _isKeyed) _check.Find($"{name}: {AuditVerifier.KeyFault(first.IsKeyed)}");
        _check.Begin(first.Anchor, name);
    }

    private void ReadEntry(AuditEntry entry, string place)
    {
        _check.Next(entry, place);
        if (_head is { } head && head.Sequence == entry.Sequence && head.Digest != entry.Digest)
            _check.Find($"{place}: audit.head names another entry {entry.Sequence}.");
    }

    private string NameOf(int number) => Path.GetFileName(_files.PathOf(number));
}
