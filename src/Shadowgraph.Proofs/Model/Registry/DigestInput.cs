using System.Buffers.Binary;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>
/// Serialises the input of a digest injectively: fields have fixed widths, and lists are prefixed with their lengths.
/// </summary>
/// <param name="buffer">Receives the bytes; too short a buffer is an <see cref="ArgumentOutOfRangeException"/>.</param>
internal ref struct DigestInput(Span<byte> buffer)
{
    private readonly Span<byte> _buffer = buffer;
    private int _length;

    public readonly ReadOnlySpan<byte> Bytes => _buffer[.._length];

    /// <summary>A domain separator, of a fixed length for each use.</summary>
    public void AddDomain(ReadOnlySpan<byte> ascii) => ascii.CopyTo(Take(ascii.Length));

    /// <summary>A byte, 0 or 1.</summary>
    public void Add(bool value) => Take(1)[0] = value ? (byte)1 : (byte)0;

    /// <summary>4 bytes, big-endian.</summary>
    public void Add(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(sizeof(uint)), value);

    /// <summary>8 bytes, big-endian.</summary>
    public void Add(long value) => BinaryPrimitives.WriteInt64BigEndian(Take(sizeof(long)), value);

    /// <summary>32 bytes, little-endian.</summary>
    public void Add(in Fr value) => value.Write(Take(Fr.Size));

    /// <summary>20 bytes.</summary>
    public void Add(EvmAddress value) => value.Write(Take(EvmAddress.Size));

    private Span<byte> Take(int count)
    {
        var bytes = _buffer.Slice(_length, count);
        _length += count;
        return bytes;
    }
}
