namespace Shadowgraph.Proofs.Audit;

/// <summary>Reads a file line by line, in bounded memory, whatever the contents.</summary>
internal sealed class AuditLineReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[AuditLine.Longest];
    private int _start;
    private int _end;

    /// <summary>The end of the latest line, in bytes from the beginning.</summary>
    public long Position { get; private set; }

    /// <summary>The number of bytes after the last line feed; known at the end of the file.</summary>
    public long TornBytes { get; private set; }

    /// <summary>The next complete line with its line feed, valid until the next call; empty for too long a line.</summary>
    /// <returns>Null at the end of the file.</returns>
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
