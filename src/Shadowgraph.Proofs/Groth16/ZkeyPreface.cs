using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16.Zkey;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>The small sections of a .zkey file, which are read before all others.</summary>
/// <param name="Header">Sizes, and the points that belong to no wire; the other sections have the right lengths.</param>
/// <param name="Ceremony">The record of the ceremony.</param>
/// <param name="HasFoldedC">
/// Whether the file has the points of <see cref="ZkeyFormat.FoldedC"/> for this key: a development key without contributions, because these change δ,
/// and with δ the points.
/// </param>
internal sealed record ZkeyPreface(ZkeyHeader Header, CeremonyRecord Ceremony, bool HasFoldedC)
{
    /// <param name="file">The file.</param>
    /// <param name="sections">Keeps the sections' bytes.</param>
    /// <exception cref="ProofFileException">The file is malformed, truncated, or of a different proof system or curve.</exception>
    public static ZkeyPreface Read(BinarySectionReader file, HashedSections sections)
    {
        ReadProtocol(sections);
        var header = ReadHeader(sections);
        header.CheckSections(file);
        var ceremony = ReadCeremony(file, sections, header);
        var hasFoldedC = file.Contains(ZkeyFormat.FoldedC) && ceremony is { IsDevelopment: true, Contributions.Count: 0 };
        if (hasFoldedC) ZkeyHeader.CheckSection(file, ZkeyFormat.FoldedC, header.WireCount, G1Format.Size);
        return new ZkeyPreface(header, ceremony, hasFoldedC);
    }

    private static void ReadProtocol(HashedSections sections)
    {
        using var section = sections.ReadEarly(ZkeyFormat.Protocol, sizeof(uint));
        var protocol = section.ReadUInt32("protocol");
        if (protocol != ZkeyFormat.Groth16)
            throw section.Bad(FormattableString.Invariant(
                $"The key is for proof system {protocol}, and this library proves with Groth16 (1). Make a Groth16 key."));
    }

    private static ZkeyHeader ReadHeader(HashedSections sections)
    {
        using var section = sections.ReadEarly(ZkeyFormat.Header, 4 * ZkeyFormat.HeaderLength);
        var header = ZkeyHeader.Read(section);
        CheckCurve(header.Beta1, section, "beta in G1");
        CheckCurve(header.Delta1, section, "delta in G1");
        return header;
    }

    private static void CheckCurve(in G1Affine point, SectionCursor section, string name)
    {
        if (point.IsInfinity || !point.IsOnCurve()) throw section.Bad($"The key's {name} is not a point of the curve, or is infinity.");
    }

    private static CeremonyRecord ReadCeremony(BinarySectionReader file, HashedSections sections, ZkeyHeader header)
    {
        if (!file.Contains(ZkeyFormat.Contributions)) return CeremonyRecord.None;
        using var section = sections.ReadEarly(ZkeyFormat.Contributions, CeremonyRecordReader.MaxLength);
        return CeremonyRecordReader.Read(section, sections.EarlyContent(ZkeyFormat.Contributions)!, header.Delta1);
    }
}
