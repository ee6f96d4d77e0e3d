using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>
/// The .r1cs format: a header section, a section with the constraints (three rows each, of pairs wire and coefficient) and a section with the label of
/// each wire, of 64 bits. See https://github.com/iden3/r1csfile/blob/master/doc/r1cs_bin_format.md.
/// </summary>
/// <remarks>
/// Files of some compilers have labels of 32 bits, or no labels: labels then equal wire numbers. circom 2.0.8 counts the two sections of custom gates
/// even in files without them.
/// </remarks>
internal static class R1csFile
{
    private const uint HeaderSection = 1;
    private const uint ConstraintsSection = 2;
    private const uint LabelsSection = 3;
    private const uint CustomGateUsesSection = 5;
    private const int BytesPerTerm = 4 + Fr.Size;
    private const int LeastBytesPerConstraint = 3 * 4;
    private const int LabelLength = 8;
    private const int ShortLabelLength = 4;

    /// <summary>Wires that a file without labels may have in excess of one wire per byte.</summary>
    private const int UnlabelledWires = 1 << 16;

    private static readonly BinaryFormat Format = new("r1cs", ".r1cs file", 1, 1)
    {
        SufficientSections = [HeaderSection, ConstraintsSection, LabelsSection],
    };

    public static R1cs Read(Stream stream)
    {
        using var file = BinarySectionReader.Open(stream, Format);
        var (shape, labelCount, constraintCount) = ReadHeader(file);
        RefuseCustomGates(file);
        int[] a = new int[constraintCount], b = new int[constraintCount], c = new int[constraintCount];
        var rows = new RowTable();
        using var section = file.Section(ConstraintsSection);
        var reader = new R1csRowReader(section, rows, shape.WireCount);
        for (var i = 0; i < constraintCount; i++)
        {
            a[i] = reader.ReadRow();
            b[i] = reader.ReadRow();
            c[i] = reader.ReadRow();
        }

        section.ExpectEnd();
        return new R1cs(shape, rows.Freeze([]), a, b, c, ReadLabels(file, shape.WireCount), labelCount);
    }

    public static void Write(R1cs system, Stream stream)
    {
        using var file = new BinarySectionWriter(stream, Format, sectionCount: 3);
        file.BeginSection(HeaderSection, 4 + Fr.Size + (4 * 4) + 8 + 4);
        file.WritePrime(Fr.Modulus);
        file.WriteUInt32((uint)system.WireCount);
        file.WriteUInt32((uint)system.PublicOutputCount);
        file.WriteUInt32((uint)system.PublicInputCount);
        file.WriteUInt32((uint)system.PrivateInputCount);
        file.WriteUInt64(system.LabelCount);
        file.WriteUInt32((uint)system.ConstraintCount);

        long length = 0;
        for (var i = 0; i < system.ConstraintCount; i++)
            length += LengthOf(system.Rows, system.RowA[i]) + LengthOf(system.Rows, system.RowB[i]) + LengthOf(system.Rows, system.RowC[i]);
        file.BeginSection(ConstraintsSection, length);
        for (var i = 0; i < system.ConstraintCount; i++)
        {
            WriteRow(file, system.Rows, system.RowA[i]);
            WriteRow(file, system.Rows, system.RowB[i]);
            WriteRow(file, system.Rows, system.RowC[i]);
        }

        file.BeginSection(LabelsSection, (long)LabelLength * system.WireCount);
        var labels = system.WireLabels;
        for (var i = 0; i < system.WireCount; i++) file.WriteUInt64(labels.IsEmpty ? (ulong)i : labels[i]);
        file.Finish();
    }

    private static long LengthOf(SparseRows rows, int row) => 4 + ((long)BytesPerTerm * rows.LengthOf(row));

    private static void WriteRow(BinarySectionWriter file, SparseRows rows, int row)
    {
        file.WriteUInt32((uint)rows.LengthOf(row));
        for (var i = rows.Start[row]; i < rows.Start[row + 1]; i++)
        {
            file.WriteUInt32((uint)rows.Wires[i]);
            file.WriteScalar(rows.CoefficientAt(i));
        }
    }

    private static (R1csShape Shape, ulong LabelCount, int ConstraintCount) ReadHeader(BinarySectionReader file)
    {
        using var header = file.Section(HeaderSection);
        header.ExpectPrime(Fr.Modulus, "prime");
        var wires = header.ReadUInt32("number of wires");
        var outputs = header.ReadUInt32("number of public outputs");
        var inputs = header.ReadUInt32("number of public inputs");
        var privateInputs = header.ReadUInt32("number of private inputs");

        // Private inputs that no constraint needs have no wire, but are counted.
        if (wires > BinaryFormat.MaximumWires || privateInputs > int.MaxValue || 1L + outputs + inputs > wires)
        {
            throw header.Bad(FormattableString.Invariant(
                $"{wires} wires can't hold the constant one, {outputs} outputs and {inputs} public inputs, or are more than 2^28."));
        }

        RequireRoomForWires(file, header, wires);
        var labels = header.ReadUInt64("number of labels");
        var constraints = header.ReadUInt32("number of constraints");
        if (constraints > int.MaxValue || (long)constraints * LeastBytesPerConstraint > file.LengthOf(ConstraintsSection))
            throw header.Bad(FormattableString.Invariant($"{constraints} constraints don't fit the constraints section's {file.LengthOf(ConstraintsSection)} bytes."));
        header.ExpectEnd();
        return (new R1csShape((int)wires, (int)outputs, (int)inputs, (int)privateInputs), labels, (int)constraints);
    }

    /// <summary>Rejects wires without labels in the file: the file's length then bounds all allocations per wire.</summary>
    private static void RequireRoomForWires(BinarySectionReader file, SectionCursor header, uint wires)
    {
        var hasLabels = file.Contains(LabelsSection);
        var length = hasLabels ? file.LengthOf(LabelsSection) : file.Length;
        var fits = hasLabels
            ? length == (long)LabelLength * wires || length == (long)ShortLabelLength * wires
            : wires <= length + UnlabelledWires;
        if (!fits)
        {
            var place = hasLabels ? "labels section" : "file, which has no labels section";
            throw header.Bad(FormattableString.Invariant($"{wires} wires don't fit the {length} bytes of the {place}."));
        }
    }

    private static void RefuseCustomGates(BinarySectionReader file)
    {
        if (!file.Contains(CustomGateUsesSection)) return;
        using var section = file.Section(CustomGateUsesSection);
        if (section.ReadUInt32("number of custom gate uses") != 0)
            throw section.Bad("The circuit uses custom gates, which Groth16 does not support. Compile the circuit without custom gates.");
    }

    private static ulong[]? ReadLabels(BinarySectionReader file, int wireCount)
    {
        if (!file.Contains(LabelsSection)) return null;
        using var section = file.Section(LabelsSection);
        var isShort = section.Remaining == (long)ShortLabelLength * wireCount;
        var labels = new ulong[wireCount];
        var identity = true;
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = isShort ? section.ReadUInt32("label of a wire") : section.ReadUInt64("label of a wire");
            identity &= labels[i] == (ulong)i;
        }

        return identity ? null : labels;
    }
}
