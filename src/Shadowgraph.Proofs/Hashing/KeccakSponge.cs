using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>Keccak-256 of bytes that come in pieces. Not for secrets.</summary>
/// <remarks>https://keccak.team/files/Keccak-reference-3.0.pdf, section 2.1.</remarks>
internal struct KeccakSponge
{
    private const int Rate = 136;

    private Lanes _lanes;
    private Block _waiting;
    private int _count;

    /// <summary>Appends bytes.</summary>
    public void Append(ReadOnlySpan<byte> data)
    {
        if (_count > 0)
        {
            var taken = Math.Min(data.Length, Rate - _count);
            data[..taken].CopyTo(((Span<byte>)_waiting)[_count..]);
            data = data[taken..];
            _count += taken;
            if (_count < Rate) return;
            Absorb(_waiting);
        }

        for (; data.Length >= Rate; data = data[Rate..]) Absorb(data[..Rate]);
        data.CopyTo(_waiting);
        _count = data.Length;
    }

    /// <summary>Writes the hash. Once.</summary>
    /// <param name="destination">Takes <see cref="Keccak256.Size"/> bytes.</param>
    /// <param name="padding">The first byte after the message.</param>
    public void Finish(Span<byte> destination, byte padding)
    {
        Span<byte> last = _waiting;
        last[_count..].Clear();
        last[_count] = padding;
        last[^1] |= 0x80;
        Absorb(last);
        for (var i = 0; i < Keccak256.Size / sizeof(ulong); i++) BinaryPrimitives.WriteUInt64LittleEndian(destination[(i * sizeof(ulong))..], _lanes[i]);
    }

    private void Absorb(ReadOnlySpan<byte> block)
    {
        for (var i = 0; i < Rate / sizeof(ulong); i++) _lanes[i] ^= BinaryPrimitives.ReadUInt64LittleEndian(block[(i * sizeof(ulong))..]);
        KeccakPermutation.Permute(_lanes);
    }

    [InlineArray(KeccakPermutation.Lanes)]
    private struct Lanes
    {
        private ulong _first;
    }

    [InlineArray(Rate)]
    private struct Block
    {
        private byte _first;
    }
}
