namespace Shadowgraph.Samples.Groth16Cli;

/// <summary>A pipe that is read until it ends or the command is cancelled: who writes it may never come.</summary>
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
        // Where it was cancelled a read may still be waiting, and closing the file would wait for it.
        if (disposing && !cancellation.IsCancellationRequested) source.Dispose();
        base.Dispose(disposing);
    }
}
