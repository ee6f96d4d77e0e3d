using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>
/// The .wtns format: a header section (field width, modulus, number of values) and a section with the values, by wire. Versions 1 and 2 are equal.
/// </summary>
internal static class WitnessFile
{
    private const uint HeaderSection = 1;
    private const uint ValuesSection = 2;

    private static readonly BinaryFormat Format = new("wtns", ".wtns file", 1, 2);

    public static Witness Read(Stream stream)
    {
        using var file = BinarySectionReader.Open(stream, Format);
        var count = ReadCount(file);
        using var section = file.Section(ValuesSection);

        // Checked before memory is allocated for the remaining values: a file of zeros can have any length.
        var offset = section.Offset;
        if (!section.ReadScalar("first value").IsOne) throw section.Bad("The first value must be 1.", offset);
        var witness = new Witness(count);
        try
        {
            var values = witness.Mutable;
            values[0] = Fr.One;
            for (var i = 1; i < values.Length; i++) values[i] = section.ReadScalar("value of a wire");
            return witness;
        }
        catch
        {
            witness.Dispose();
            throw;
        }
    }

    public static void Write(Witness witness, Stream stream)
    {
        var values = witness.Values;
        using var file = new BinarySectionWriter(stream, Format, sectionCount: 2);
        file.BeginSection(HeaderSection, 4 + Fr.Size + 4);
        file.WritePrime(Fr.Modulus);
        file.WriteUInt32((uint)values.Length);
        file.BeginSection(ValuesSection, (long)values.Length * Fr.Size);
        foreach (ref readonly var value in values) file.WriteScalar(value);
        file.Finish();
    }

    private static int ReadCount(BinarySectionReader file)
    {
        using var header = file.Section(HeaderSection);
        header.ExpectPrime(Fr.Modulus, "prime");
        var count = header.ReadUInt32("number of values");
        if (count == 0 || (long)count * Fr.Size != file.LengthOf(ValuesSection))
            throw header.Bad(FormattableString.Invariant($"{count} values don't fit the values section's {file.LengthOf(ValuesSection)} bytes."));
        if (count > BinaryFormat.MaximumWires)
        {
            throw header.Bad(FormattableString.Invariant(
                $"The file declares {count} values; the maximum is {BinaryFormat.MaximumWires}."));
        }

        header.ExpectEnd();
        return (int)count;
    }
}
