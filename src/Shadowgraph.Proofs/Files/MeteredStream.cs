using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Files;

/// <summary>A file stream that counts bytes read and written for a work item. Closes the file on disposal.</summary>
internal sealed class MeteredStream(Stream file, WorkMeter meter) : Stream
{
    public override bool CanRead => file.CanRead;

    public override bool CanSeek => file.CanSeek;

    public override bool CanWrite => file.CanWrite;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    /// <summary>Wraps a file; without a meter returns the file itself.</summary>
    public static Stream Over(Stream file, WorkMeter? meter) => meter is null ? file : new MeteredStream(file, meter);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var count = file.Read(buffer);
        meter.CountFileBytes(count);
        return count;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        file.Write(buffer);
        meter.CountFileBytes(buffer.Length);
    }

    public override void Flush() => file.Flush();

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void SetLength(long value) => file.SetLength(value);

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }
}
