namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>A pipe that is read until its end or the command's cancellation: the writer may never come.</summary>
internal sealed class InputStream(Stream source, CancellationToken cancellation) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) =>
        source.ReadAsync(buffer.AsMemory(offset, count), CancellationToken.None).AsTask().WaitAsync(cancellation).GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        // After a cancellation a read may still be pending, and closing the file would wait for that read.
        if (disposing && !cancellation.IsCancellationRequested) source.Dispose();
        base.Dispose(disposing);
    }
}
