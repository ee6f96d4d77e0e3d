using System.Buffers.Binary;
using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.Groth16.Zkey;

/// <summary>The section with the coefficients: their count, then each coefficient with its place.</summary>
internal sealed class ZkeyRowSection(SectionCursor cursor, ZkeyHeader header)
    : ZkeySection(cursor, ZkeyFormat.CoefficientLength, leadLength: sizeof(uint))
{
    private readonly long _expected = cursor.Remaining / ZkeyFormat.CoefficientLength;
    private bool _begun;

    public ZkeyRows Rows { get; } = new(cursor, header.WireCount, header.DomainSize);

    public override void Parse(ReadOnlySpan<byte> chunk, long offset, int part, int parts)
    {
        if (!_begun)
        {
            _begun = true;
            ExpectCount(chunk, offset);
            chunk = chunk[sizeof(uint)..];
            offset += sizeof(uint);
        }

        Rows.Add(chunk, offset);
    }

    private void ExpectCount(ReadOnlySpan<byte> bytes, long offset)
    {
        var count = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (count != _expected)
            throw Cursor.Bad(FormattableString.Invariant($"The section declares {count} coefficients and has {_expected}."), offset);
    }
}
