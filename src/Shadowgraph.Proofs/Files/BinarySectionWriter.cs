using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Files;

/// <summary>Writes iden3's binary container to any stream, from front to back: each section begins with the length of the content.</summary>
/// <remarks>Complete only after <see cref="Finish"/>. The stream is left open; the buffer is cleared at the end.</remarks>
internal sealed class BinarySectionWriter : IDisposable
{
    private const int BufferLength = 1 << 16;

    private readonly Stream _stream;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
    private int _used;
    private int _sectionsLeft;
    private long _bytesLeft;

    public BinarySectionWriter(Stream stream, BinaryFormat format, int sectionCount)
    {
        _stream = stream;
        _sectionsLeft = sectionCount;
        Encoding.ASCII.GetBytes(format.Magic, Reserve(4));
        BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), format.MaximumVersion);
        BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), sectionCount);
    }

    /// <summary>Begins the next section; the previous section must have exactly the announced length.</summary>
    public void BeginSection(uint section, long length)
    {
        if (_bytesLeft != 0 || _sectionsLeft == 0) throw new InvalidOperationException("The sections differ from the announced sections.");
        _sectionsLeft--;
        BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), section);
        BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), length);
        _bytesLeft = length;
    }

    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Content(4), value);

    public void WriteUInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Content(8), value);

    /// <summary>A scalar as its canonical integer in 32 bytes.</summary>
    public void WriteScalar(in Fr value) => value.Write(Content(Fr.Size));

    /// <summary>The width of a field element, 32, and the modulus.</summary>
    public void WritePrime(BigInteger modulus)
    {
        WriteUInt32(Fr.Size);
        var destination = Content(Fr.Size);
        destination.Clear();
        modulus.TryWriteBytes(destination, out _, isUnsigned: true);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= BufferLength / 4)
        {
            bytes.CopyTo(Content(bytes.Length));
            return;
        }

        Account(bytes.Length);
        Flush();
        _stream.Write(bytes);
    }

    /// <summary>Flushes the remaining bytes to the stream.</summary>
    public void Finish()
    {
        if (_bytesLeft != 0 || _sectionsLeft != 0) throw new InvalidOperationException("The sections differ from the announced sections.");
        Flush();
        _stream.Flush();
    }

    public void Dispose()
    {
        if (_buffer.Length == 0) return;
        CryptographicOperations.ZeroMemory(_buffer);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private Span<byte> Content(int count)
    {
        Account(count);
        return Reserve(count);
    }

    private void Account(int count)
    {
        _bytesLeft -= count;
        if (_bytesLeft < 0) throw new InvalidOperationException("The section is longer than was announced.");
    }

    private Span<byte> Reserve(int count)
    {
        if (BufferLength - _used < count) Flush();
        var span = _buffer.AsSpan(_used, count);
        _used += count;
        return span;
    }

    private void Flush()
    {
        _stream.Write(_buffer.AsSpan(0, _used));
        _used = 0;
    }
}
