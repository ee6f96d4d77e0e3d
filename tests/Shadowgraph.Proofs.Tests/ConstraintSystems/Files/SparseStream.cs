namespace Shadowgraph.Proofs.Tests.ConstraintSystems.Files;

/// <summary>A file of any length that has some bytes at its beginning and zeros after them.</summary>
internal sealed class SparseStream(byte[] beginning, long length) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        count = (int)Math.Min(count, length - Position);
        buffer.AsSpan(offset, count).Clear();
        if (Position < beginning.Length)
            beginning.AsSpan((int)Position, (int)Math.Min(count, beginning.Length - Position)).CopyTo(buffer.AsSpan(offset));
        Position += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
