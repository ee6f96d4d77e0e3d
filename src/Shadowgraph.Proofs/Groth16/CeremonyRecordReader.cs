using System.Globalization;
using System.Text;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16.Zkey;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>Reads section 10 of a .zkey file.</summary>
internal static class CeremonyRecordReader
{
    /// <summary>Room for tens of thousands of contributions.</summary>
    public const int MaxLength = 16 << 20;

    // After a contribution's δ: the contributor's key (two points of G1, one point of G2), the transcript's hash, kind and length of the parameters.
    private const int TranscriptLength = 64;
    private const int KeyLength = (2 * G1Format.Size) + G2Format.Size;
    private const int FixedLength = G1Format.Size + KeyLength + TranscriptLength + (2 * sizeof(uint));

    private const byte NameTag = 1;
    private const byte IterationsTag = 2;
    private const byte BeaconTag = 3;

    /// <param name="section">The section, positioned at the start.</param>
    /// <param name="content">All bytes of the section.</param>
    /// <param name="delta">δ in G1 from the header, which must be the δ of the last contribution.</param>
    public static CeremonyRecord Read(SectionCursor section, byte[] content, in G1Affine delta)
    {
        section.Take(CeremonyRecord.CircuitHashLength, "circuit's hash");
        var contributions = new Contribution[section.ReadCount("number of contributions", FixedLength)];
        for (var i = 0; i < contributions.Length; i++)
        {
            var offset = section.Offset;
            if (!G1Format.TryRead(section.Take(G1Format.Size, "delta"), out var deltaAfter))
                throw section.Bad("A coordinate is not below the modulus of BN254's base field.", offset);
            if (i == contributions.Length - 1 && deltaAfter != delta)
                throw section.Bad("The last contribution didn't lead to the header's delta: the file is corrupt.", offset);
            section.Take(KeyLength, "contributor's key");
            section.Take(TranscriptLength, "transcript's hash");
            contributions[i] = ReadDescription(section);
        }

        section.ExpectEnd();
        return new CeremonyRecord(content, contributions);
    }

    private static Contribution ReadDescription(SectionCursor section)
    {
        var kind = section.ReadUInt32("kind of contribution");
        if (kind > (uint)ContributionKind.Beacon)
            throw section.Bad(FormattableString.Invariant($"{kind} is no kind of contribution: 0 is a participant, 1 a beacon."));
        var end = section.ReadCount("length of the parameters", 1) + section.Offset;
        string? name = null, beacon = null;
        int? iterations = null;
        for (byte tag = 0; section.Offset < end;)
        {
            var next = section.Take(1, "parameter")[0];
            if (next <= tag) throw section.Bad("A contribution's parameters are out of order.");
            tag = next;
            var length = section.Take(1, "parameter")[0];
            switch (tag)
            {
                case NameTag: name = Printable(section.Take(length, "name")); break;
                case IterationsTag: iterations = length; break;
                case BeaconTag: beacon = Convert.ToHexStringLower(section.Take(length, "beacon")); break;
                default: throw section.Bad(FormattableString.Invariant($"{tag} is no parameter of a contribution."));
            }
        }

        if (section.Offset != end) throw section.Bad("A contribution's parameters don't have the length it states.");
        return new Contribution((ContributionKind)kind, name, beacon, iterations);
    }

    /// <summary>
    /// Escapes a contributor's name, which is untrusted and appears on terminals and in logs: no invisible character may move the cursor, break a
    /// line or reverse the direction of the following text.
    /// </summary>
    private static string Printable(ReadOnlySpan<byte> utf8)
    {
        var name = new StringBuilder();
        foreach (var character in Encoding.UTF8.GetString(utf8).EnumerateRunes())
            name.Append((IsPrintable(Rune.GetUnicodeCategory(character)) ? character : Rune.ReplacementChar).ToString());
        return name.ToString();
    }

    private static bool IsPrintable(UnicodeCategory category) => category
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
}
