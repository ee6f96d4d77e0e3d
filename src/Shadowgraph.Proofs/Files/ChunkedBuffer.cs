using System.Buffers;
using System.Security.Cryptography;

namespace Shadowgraph.Proofs.Files;

/// <summary>
/// The part read so far of a non-seekable stream, in memory, in chunks, so that growth copies nothing. Cleared on disposal.
/// </summary>
/// <remarks>Reads no further than requested: a file refused by its first bytes is not copied.</remarks>
internal sealed class ChunkedBuffer(Stream source) : Stream
{
    private const int ChunkLength = 1 << 20;

    /// <summary>Above the size of any proving key that this library can use on ordinary machines.</summary>
    public const long MaximumLength = 1L << 33;

    private readonly List<byte[]> _chunks = [];
    private long _length;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    /// <summary>The number of bytes read from the source so far.</summary>
    public override long Length => _length;

    public override long Position { get; set; }

    /// <summary>Reads until the buffer has the given number of bytes.</summary>
    /// <returns>False if the source is shorter; the buffer then has all of the source.</returns>
    public bool FillTo(long length)
    {
        while (_length < length)
        {
            if (_length == (long)_chunks.Count * ChunkLength) _chunks.Add(ArrayPool<byte>.Shared.Rent(ChunkLength));
            var within = (int)(_length % ChunkLength);
            var read = source.Read(_chunks[^1], within, (int)Math.Min(ChunkLength - within, length - _length));
            if (read == 0) return false;
            _length += read;
        }

        return true;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (Position >= _length) return 0;
        var within = (int)(Position % ChunkLength);
        var count = (int)Math.Min(Math.Min(ChunkLength - within, buffer.Length), _length - Position);
        _chunks[(int)(Position / ChunkLength)].AsSpan(within, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var chunk in _chunks)
        {
            CryptographicOperations.ZeroMemory(chunk);
            ArrayPool<byte>.Shared.Return(chunk);
        }

        _chunks.Clear();
        _length = 0;
        base.Dispose(disposing);
    }
}
