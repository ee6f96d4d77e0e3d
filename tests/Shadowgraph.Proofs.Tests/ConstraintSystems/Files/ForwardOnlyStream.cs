namespace Shadowgraph.Proofs.Tests.ConstraintSystems.Files;

/// <summary>A stream that can't seek and hands out a few bytes at a time, like a pipe.</summary>
internal sealed class ForwardOnlyStream(byte[] content) : Stream
{
    private int _next;

    /// <summary>Bytes that were read from it.</summary>
    public int BytesRead => _next;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        count = Math.Min(Math.Min(count, 4093), content.Length - _next);
        Array.Copy(content, _next, buffer, offset, count);
        _next += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
