using System.Numerics;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.Groth16.Zkey;

/// <summary>The header of a .zkey file: sizes, and the points that belong to no wire.</summary>
internal sealed record ZkeyHeader(
    int WireCount,
    int PublicCount,
    int DomainSize,
    G1Affine Alpha1,
    G1Affine Beta1,
    G2Affine Beta2,
    G2Affine Gamma2,
    G1Affine Delta1,
    G2Affine Delta2)
{
    /// <summary>
    /// Reads a header of the right length. The counts are checked for consistency; the points are not checked against the curve equations.
    /// </summary>
    public static ZkeyHeader Read(SectionCursor section)
    {
        section.ExpectPrime(Fp.Modulus, "base field's prime");
        section.ExpectPrime(Fr.Modulus, "scalar field's prime");
        var offset = section.Offset;
        var wires = section.ReadUInt32("number of wires");
        var publics = section.ReadUInt32("number of public signals");
        var domain = section.ReadUInt32("domain size");
        if (wires > int.MaxValue || publics >= wires)
            throw section.Bad(
                FormattableString.Invariant($"{publics} public signals and the constant one can't be among {wires} wires."), offset);
        if (domain < 2 || !BitOperations.IsPow2(domain) || domain > 1u << ZkeyFormat.LargestDomainLog || publics >= domain)
        {
            throw section.Bad(
                FormattableString.Invariant(
                    $"The domain size is {domain}; a power of two above {publics} and at most 2^{ZkeyFormat.LargestDomainLog} is expected."),
                offset + (2 * sizeof(uint)));
        }

        var header = new ZkeyHeader(
            (int)wires,
            (int)publics,
            (int)domain,
            Alpha1: ReadPoint<Fp, G1Format>(section, "alpha"),
            Beta1: ReadPoint<Fp, G1Format>(section, "beta in G1"),
            Beta2: ReadPoint<Fp2, G2Format>(section, "beta in G2"),
            Gamma2: ReadPoint<Fp2, G2Format>(section, "gamma"),
            Delta1: ReadPoint<Fp, G1Format>(section, "delta in G1"),
            Delta2: ReadPoint<Fp2, G2Format>(section, "delta in G2"));
        section.ExpectEnd();
        return header;
    }

    /// <summary>Rejects a file in which the sections cannot hold the numbers given by the header, before memory is allocated.</summary>
    public void CheckSections(BinarySectionReader file)
    {
        CheckSection(file, ZkeyFormat.Ic, PublicCount + 1L, G1Format.Size);
        CheckSection(file, ZkeyFormat.A, WireCount, G1Format.Size);
        CheckSection(file, ZkeyFormat.B1, WireCount, G1Format.Size);
        CheckSection(file, ZkeyFormat.B2, WireCount, G2Format.Size);
        CheckSection(file, ZkeyFormat.C, WireCount - PublicCount - 1L, G1Format.Size);
        CheckSection(file, ZkeyFormat.H, DomainSize, G1Format.Size);
        var length = file.LengthOf(ZkeyFormat.Coefficients) - sizeof(uint);
        if (length < 0 || length % ZkeyFormat.CoefficientLength != 0 || length / ZkeyFormat.CoefficientLength > int.MaxValue)
        {
            using var section = file.Section(ZkeyFormat.Coefficients);
            throw section.Bad(FormattableString.Invariant(
                $"Its length is not that of a count and coefficients of {ZkeyFormat.CoefficientLength} bytes each."));
        }
    }

    /// <summary>Rejects a section that does not have exactly the length of a number of points.</summary>
    public static void CheckSection(BinarySectionReader file, uint id, long points, int pointLength)
    {
        var length = file.LengthOf(id);
        if (length == points * pointLength) return;
        using var section = file.Section(id);
        throw section.Bad(
            FormattableString.Invariant($"The section has {length} bytes; by the header, {points} points of {pointLength} bytes are expected."));
    }

    private static AffinePoint<TField> ReadPoint<TField, TFormat>(SectionCursor section, string name)
        where TField : unmanaged, ICurveField<TField>
        where TFormat : struct, IPointFormat<TField>
    {
        var offset = section.Offset;
        return TFormat.TryRead(section.Take(TFormat.Length, name), out var point)
            ? point
            : throw section.Bad($"A coordinate of {name} is not below the modulus of BN254's base field.", offset);
    }
}
