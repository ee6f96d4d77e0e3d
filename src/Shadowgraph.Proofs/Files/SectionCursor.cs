using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Files;

/// <summary>Reads a section of a binary file sequentially, and never beyond the end of the section.</summary>
/// <remarks>Uses a buffer of at most 64 KiB, cleared at the end, since the contents may be a witness.</remarks>
internal sealed class SectionCursor : IDisposable
{
    private const int BufferLength = 1 << 16;

    private readonly Stream _stream;
    private readonly string _kind;
    private readonly uint _section;
    private readonly long _origin;
    private readonly long _end;
    private byte[] _buffer;
    private int _next;
    private int _filled;

    /// <summary>The file offset of the first byte after the buffer.</summary>
    private long _ahead;

    internal SectionCursor(Stream stream, string kind, uint section, long origin, long start, long length)
    {
        _stream = stream;
        _kind = kind;
        _section = section;
        _origin = origin;
        _ahead = start;
        _end = start + length;
        _buffer = ArrayPool<byte>.Shared.Rent(BufferLength);
    }

    /// <summary>The file offset of the next byte.</summary>
    public long Offset => _ahead - (_filled - _next);

    /// <summary>The number of unread bytes of the section.</summary>
    public long Remaining => _end - Offset;

    public uint ReadUInt32(string field) => BinaryPrimitives.ReadUInt32LittleEndian(Take(4, field));

    public ulong ReadUInt64(string field) => BinaryPrimitives.ReadUInt64LittleEndian(Take(8, field));

    /// <summary>Reads a number of elements, each of which takes at least the given number of the section's remaining bytes.</summary>
    /// <exception cref="ProofFileException">The section is too short for the number of elements.</exception>
    public int ReadCount(string field, int bytesPerElement)
    {
        var offset = Offset;
        var count = ReadUInt32(field);
        if (count > int.MaxValue || count > Remaining / bytesPerElement)
            throw Bad(FormattableString.Invariant($"The {field} is {count}, more than the rest of the section can hold."), offset);
        return (int)count;
    }

    /// <summary>Reads a canonical scalar in 32 bytes.</summary>
    /// <exception cref="ProofFileException">The scalar is not below the modulus.</exception>
    public Fr ReadScalar(string field)
    {
        var offset = Offset;
        return Fr.TryRead(Take(Fr.Size, field), out var value)
            ? value
            : throw Bad($"The {field} is not below the modulus of BN254's scalar field.", offset);
    }

    /// <summary>Reads the width of a field element and the modulus, which must equal the given modulus.</summary>
    /// <exception cref="ProofFileException">The file is for another field or curve.</exception>
    public void ExpectPrime(BigInteger modulus, string field)
    {
        var width = ReadUInt32($"width of the {field}");
        if (width != Fr.Size)
            throw Bad(FormattableString.Invariant($"Elements of the {field} take {width} bytes instead of 32: the file is for another curve than BN254 (bn128)."), Offset - 4);
        var offset = Offset;
        if (new BigInteger(Take(Fr.Size, field), isUnsigned: true) != modulus)
            throw Bad($"The {field} is not BN254's: the file is for another curve. Compile the circuit for bn128 (circom's default).", offset);
    }

    /// <summary>The next bytes, as a view valid until the next read.</summary>
    /// <param name="count">At most 4096.</param>
    /// <param name="field">The name of the data, for messages.</param>
    public ReadOnlySpan<byte> Take(int count, string field)
    {
        if (_filled - _next < count) Fill(count, field);
        var bytes = _buffer.AsSpan(_next, count);
        _next += count;
        return bytes;
    }

    /// <summary>Fills the whole destination; a large destination bypasses the buffer.</summary>
    public void ReadExactly(Span<byte> destination, string field)
    {
        Require(destination.Length, field);
        var buffered = Math.Min(_filled - _next, destination.Length);
        _buffer.AsSpan(_next, buffered).CopyTo(destination);
        _next += buffered;
        destination = destination[buffered..];
        if (destination.IsEmpty) return;
        Seek();
        if (_stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) < destination.Length) throw Shrunk();
        _ahead += destination.Length;
    }

    /// <summary>Refuses a section with excess content.</summary>
    public void ExpectEnd()
    {
        if (Remaining != 0) throw Bad(FormattableString.Invariant($"{Remaining} bytes follow the section's expected content."));
    }

    /// <summary>A cursor over a copy of the section's content; messages state the places of the original.</summary>
    public SectionCursor Over(byte[] content, long start) =>
        new(new MemoryStream(content, writable: false), _kind, _section, -start, start, content.Length);

    /// <summary>Creates an exception with the number of this section and an offset, by default that of the next byte.</summary>
    public ProofFileException Bad(string problem, long? offset = null) => new(_kind, problem, (int)_section, offset ?? Offset);

    public void Dispose()
    {
        if (_buffer.Length == 0) return;
        CryptographicOperations.ZeroMemory(_buffer.AsSpan(0, _filled));
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _next = _filled = 0;
    }

    private void Fill(int count, string field)
    {
        ObjectDisposedException.ThrowIf(_buffer.Length == 0, this);
        Require(count, field);
        var kept = _filled - _next;
        _buffer.AsSpan(_next, kept).CopyTo(_buffer);
        var wanted = (int)Math.Min(BufferLength - kept, _end - _ahead);
        Seek();
        var read = _stream.ReadAtLeast(_buffer.AsSpan(kept, wanted), wanted, throwOnEndOfStream: false);
        _next = 0;
        _filled = kept + read;
        _ahead += read;
        if (read < wanted) throw Shrunk();
    }

    private void Require(int count, string field)
    {
        if (Remaining < count)
            throw Bad(string.Create(CultureInfo.InvariantCulture, $"The section ends within the {field}: {count} bytes needed, {Remaining} left."));
    }

    private void Seek()
    {
        var position = _origin + _ahead;
        if (_stream.Position != position) _stream.Position = position;
    }

    private ProofFileException Shrunk() => Bad("The file became shorter while it was read.");
}
