namespace Shadowgraph.Proofs.Audit;

/// <summary>Reads a file line by line, in bounded memory, whatever is in it.</summary>
internal sealed class AuditLineReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[AuditLine.Longest];
    private int _start;
    private int _end;

    /// <summary>Where the line read last ends, in bytes from the beginning.</summary>
    public long Position { get; private set; }

    /// <summary>Bytes after the last line feed; known once no line is left.</summary>
    public long TornBytes { get; private set; }

    /// <summary>The next whole line, with its end, until the call after this one; empty for one that is too long.</summary>
    /// <returns>Null if no line is left.</returns>
    public ReadOnlyMemory<byte>? Next()
    {
        var skipped = 0L;
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n') + 1;
            if (length > 0)
            {
                var line = skipped == 0 ? _buffer.AsMemory(_start, length) : ReadOnlyMemory<byte>.Empty;
                _start += length;
                Position += skipped + length;
                return line;
            }

            if (_end - _start == _buffer.Length)
            {
                skipped += _buffer.Length;
                _start = _end = 0;
            }

            if (!Fill())
            {
                TornBytes = skipped + _end - _start;
                return null;
            }
        }
    }

    private bool Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        var count = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        return count > 0;
    }
}
