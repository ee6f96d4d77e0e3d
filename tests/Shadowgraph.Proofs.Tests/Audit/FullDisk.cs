using Shadowgraph.Proofs.Audit;

namespace Shadowgraph.Proofs.Tests.Audit;

/// <summary>A directory on a disk that takes so many bytes more, then part of a write, then nothing until room is made.</summary>
internal sealed class FullDisk(string directory) : AuditFiles(directory)
{
    /// <summary>Bytes that it still takes.</summary>
    public long Room { get; set; } = long.MaxValue;

    /// <summary>Whether the next flush fails.</summary>
    public bool FailsToFlush { get; set; }

    public override Stream OpenWrite(string path, bool isNew) => new Limited(base.OpenWrite(path, isNew), this);

    public override void FlushToDisk(Stream stream)
    {
        if (FailsToFlush) throw new IOException("The disk does not answer.");
        base.FlushToDisk(((Limited)stream).Inner);
    }

    private sealed class Limited(Stream inner, FullDisk disk) : Stream
    {
        public Stream Inner => inner;

        public override bool CanRead => false;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => inner.Position = value;
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            var taken = (int)Math.Min(buffer.Length, disk.Room);
            inner.Write(buffer[..taken]);
            disk.Room -= taken;
            if (taken < buffer.Length) throw new IOException("No space left on device.");
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void SetLength(long value) => inner.SetLength(value);

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
