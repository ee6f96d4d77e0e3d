using System.Buffers;
using System.Security.Cryptography;

namespace Shadowgraph.Proofs.Files;

/// <summary>
/// What was read so far of a stream that can't seek, in memory, in chunks, so that growing copies nothing. Cleared when disposed.
/// </summary>
/// <remarks>It reads no further than it is asked to: what is refused by its first bytes is not copied.</remarks>
internal sealed class ChunkedBuffer(Stream source) : Stream
{
    private const int ChunkLength = 1 << 20;

    /// <summary>More than any key of a circuit that this library can prove on ordinary machines.</summary>
    public const long MaximumLength = 1L << 33;

    private readonly List<byte[]> _chunks = [];
    private long _length;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    /// <summary>Bytes that were read from the source so far.</summary>
    public override long Length => _length;

    public override long Position { get; set; }

    /// <summary>Reads on until the buffer has so many bytes.</summary>
    /// <returns>False if the source ends before; the buffer has all of it then.</returns>
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
