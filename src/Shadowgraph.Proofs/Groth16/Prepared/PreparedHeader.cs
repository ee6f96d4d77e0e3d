using System.Buffers.Binary;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Groth16.Prepared;

/// <summary>The first page of a prepared key file: format, layout, the .zkey file, and the lengths of the sections, with a hash of all this.</summary>
/// <param name="Zkey">The .zkey file from which the prepared file was made.</param>
/// <param name="ZkeySha256">SHA-256 of that whole file.</param>
/// <param name="Lengths">The length of each <see cref="PreparedSection"/> in bytes.</param>
internal sealed record PreparedHeader(ZkeyIdentity Zkey, byte[] ZkeySha256, long[] Lengths)
{
    private const int VersionOffset = 8;
    private const int CountOffset = 12;
    private const int LayoutOffset = 16;
    private const int LengthOffset = LayoutOffset + PreparedFormat.HashLength;
    private const int LastWriteOffset = LengthOffset + sizeof(long);
    private const int DigestOffset = LastWriteOffset + sizeof(long);
    private const int Sha256Offset = DigestOffset + PreparedFormat.HashLength;
    private const int SectionsOffset = Sha256Offset + PreparedFormat.HashLength;
    private const int HashOffset = PreparedFormat.PageLength - PreparedFormat.HashLength;

    /// <summary>The header as a page.</summary>
    public byte[] ToBytes()
    {
        var page = new byte[PreparedFormat.PageLength];
        PreparedFormat.Magic.CopyTo(page);
        BinaryPrimitives.WriteInt32LittleEndian(page.AsSpan(VersionOffset), PreparedFormat.Version);
        BinaryPrimitives.WriteInt32LittleEndian(page.AsSpan(CountOffset), PreparedFormat.SectionCount);
        PreparedFormat.Layout.Span.CopyTo(page.AsSpan(LayoutOffset));
        BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan(LengthOffset), Zkey.Length);
        BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan(LastWriteOffset), Zkey.LastWrite);
        Zkey.Digest.CopyTo(page, DigestOffset);
        ZkeySha256.CopyTo(page, Sha256Offset);
        for (var i = 0; i < Lengths.Length; i++)
            BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan(SectionsOffset + (i * sizeof(long))), Lengths[i]);
        Keccak256.Hash(page.AsSpan(0, HashOffset), page.AsSpan(HashOffset));
        return page;
    }

    /// <summary>Reads a header.</summary>
    /// <param name="file">The file, or the first page of the file.</param>
    /// <exception cref="PreparedFileException">The header is damaged, or of another version or layout.</exception>
    public static PreparedHeader Read(ReadOnlySpan<byte> file)
    {
        var page = file[..PreparedFormat.PageLength];
        if (!page.StartsWith(PreparedFormat.Magic)) throw Faulty("the file is no prepared key file");

        // Another version may have another hash.
        if (BinaryPrimitives.ReadInt32LittleEndian(page[VersionOffset..]) != PreparedFormat.Version
            || BinaryPrimitives.ReadInt32LittleEndian(page[CountOffset..]) != PreparedFormat.SectionCount)
        {
            throw Faulty("the file is of another version of the format");
        }

        if (!page[HashOffset..].SequenceEqual(Keccak256.Hash(page[..HashOffset]))) throw Faulty("the header is damaged");
        if (!page.Slice(LayoutOffset, PreparedFormat.HashLength).SequenceEqual(PreparedFormat.Layout.Span))
            throw Faulty("the file was made for another kind of processor, or by another version of the library");
        var zkey = new ZkeyIdentity(
            BinaryPrimitives.ReadInt64LittleEndian(page[LengthOffset..]),
            BinaryPrimitives.ReadInt64LittleEndian(page[LastWriteOffset..]),
            Hash(page[DigestOffset..]));
        var lengths = new long[PreparedFormat.SectionCount];
        for (var i = 0; i < lengths.Length; i++)
            lengths[i] = BinaryPrimitives.ReadInt64LittleEndian(page[(SectionsOffset + (i * sizeof(long)))..]);
        return new PreparedHeader(zkey, Hash(page[Sha256Offset..]), lengths);
    }

    private static byte[] Hash(ReadOnlySpan<byte> bytes) => bytes[..PreparedFormat.HashLength].ToArray();

    private static PreparedFileException Faulty(string problem) => new(problem, isFaulty: true);
}
