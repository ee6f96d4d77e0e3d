using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.Groth16.Zkey;

/// <summary>
/// Hashes a binary file from the parsed bytes themselves, in file order, so that a file modified meanwhile cannot yield the content of one version
/// and the hash of another version.
/// </summary>
internal sealed class HashedSections : IDisposable
{
    private readonly BinarySectionReader _file;
    private readonly BinaryFormat _format;
    private readonly List<EarlySection> _early = [];
    private IncrementalHash? _hash;

    public HashedSections(BinarySectionReader file, BinaryFormat format) => (_file, _format) = (file, format);

    /// <summary>Begun on first use: of a key with a prepared file, the early sections alone are read.</summary>
    private IncrementalHash Hash => _hash ??= BeginHash();

    /// <summary>Reads a small section completely, before its turn; the bytes are hashed in file order.</summary>
    /// <param name="section">The section's number.</param>
    /// <param name="maxLength">A longer section is rejected.</param>
    public SectionCursor ReadEarly(uint section, int maxLength)
    {
        using var cursor = _file.Section(section);
        var start = cursor.Offset;
        if (cursor.Remaining > maxLength)
            throw cursor.Bad(FormattableString.Invariant($"The section has {cursor.Remaining} bytes; the maximum is {maxLength}."));
        var content = new byte[cursor.Remaining];
        cursor.ReadExactly(content, "content");
        _early.Add(new EarlySection(section, content));
        return cursor.Over(content, start);
    }

    /// <summary>The bytes of a section that was read early; null for any other section.</summary>
    public byte[]? EarlyContent(uint section) => _early.Find(early => early.Number == section)?.Content;

    /// <summary>Begins a section; its content then passes through <see cref="Append"/>, unless the section was read early.</summary>
    /// <returns>Whether the content is still to be read.</returns>
    public bool Begin(uint section)
    {
        Span<byte> header = stackalloc byte[BinaryFormat.SectionHeaderLength];
        BinaryPrimitives.WriteUInt32LittleEndian(header, section);
        BinaryPrimitives.WriteInt64LittleEndian(header[4..], _file.LengthOf(section));
        Hash.AppendData(header);
        if (EarlyContent(section) is not { } content) return true;
        Hash.AppendData(content);
        return false;
    }

    public void Append(ReadOnlySpan<byte> content) => Hash.AppendData(content);

    /// <summary>The file's hash in lower-case hexadecimal, after the last section.</summary>
    public string Finish() => Convert.ToHexStringLower(Hash.GetHashAndReset());

    public void Dispose() => _hash?.Dispose();

    private IncrementalHash BeginHash()
    {
        Span<byte> preamble = stackalloc byte[BinaryFormat.PreambleLength];
        Encoding.ASCII.GetBytes(_format.Magic, preamble);
        BinaryPrimitives.WriteUInt32LittleEndian(preamble[4..], _file.Version);
        BinaryPrimitives.WriteInt32LittleEndian(preamble[8..], _file.Sections.Length);
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(preamble);
        return hash;
    }

    private sealed record EarlySection(uint Number, byte[] Content);
}
