using System.Buffers;
using System.Security.Cryptography;

namespace Shadowgraph.Proofs.ConstraintSystems.Files;

/// <summary>The whole of a stream that can't seek, in memory, in chunks, so that growing copies nothing. Cleared when disposed.</summary>
internal sealed class ChunkedBuffer : Stream
{
    private const int ChunkLength = 1 << 20;

    /// <summary>More than any key of a circuit that this library can prove on ordinary machines.</summary>
    private const long MaximumLength = 1L << 33;

    private readonly List<byte[]> _chunks = [];
    private long _length;

    private ChunkedBuffer()
    {
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position { get; set; }

    /// <summary>Copies a stream from where it is to its end.</summary>
    /// <exception cref="ProofFileException">It has no end within 8 GiB.</exception>
    public static ChunkedBuffer ReadToEnd(Stream source, string kind)
    {
        var copy = new ChunkedBuffer();
        try
        {
            while (true)
            {
                var chunk = ArrayPool<byte>.Shared.Rent(ChunkLength);
                copy._chunks.Add(chunk);
                var read = source.ReadAtLeast(chunk.AsSpan(0, ChunkLength), ChunkLength, throwOnEndOfStream: false);
                copy._length += read;
                if (read < ChunkLength) return copy;
                if (copy._length >= MaximumLength)
                    throw new ProofFileException(kind, "The stream goes on beyond 8 GiB. Read such a file from disk, as a stream that can seek.");
            }
        }
        catch
        {
            copy.Dispose();
            throw;
        }
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
