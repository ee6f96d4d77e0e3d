using System.Security.Cryptography;

namespace Shadowgraph.Proofs;

/// <summary>The buffered part of a stream: grows up to the size limit of a record, and counts lines.</summary>
internal sealed class RecordBuffer(Stream stream, int maxRecordBytes)
{
    private const int Chunk = 1 << 16;

    private byte[] _bytes = new byte[2 * Chunk];
    private int _start;
    private int _end;

    /// <summary>The line of the first unread byte, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <summary>Whether the stream has no bytes beyond the unread part of the buffer.</summary>
    public bool IsEnded { get; private set; }

    public ReadOnlyMemory<byte> Unread => _bytes.AsMemory(_start, _end - _start);

    /// <summary>Whether the unread part has reached the size limit of a record.</summary>
    public bool IsFull => _end - _start >= maxRecordBytes;

    /// <summary>Reads more bytes. Invalidates memory obtained from <see cref="Unread"/> earlier.</summary>
    public async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_bytes.Length - _end < Chunk) MakeRoom();
        var count = await stream.ReadAsync(_bytes.AsMemory(_end, Chunk), cancellationToken).ConfigureAwait(false);
        _end += count;
        IsEnded = count == 0;
    }

    /// <summary>Marks bytes as read.</summary>
    public void Advance(int count)
    {
        Line += _bytes.AsSpan(_start, count).Count((byte)'\n');
        _start += count;
    }

    /// <summary>Clears the records: their contents may be confidential.</summary>
    public void Clear() => CryptographicOperations.ZeroMemory(_bytes);

    private void MakeRoom()
    {
        var unread = _end - _start;
        var old = _bytes;
        if (unread + Chunk > old.Length) _bytes = new byte[2 * (unread + Chunk)];
        old.AsSpan(_start, unread).CopyTo(_bytes);
        if (old != _bytes) CryptographicOperations.ZeroMemory(old);
        (_start, _end) = (0, unread);
    }
}
