using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Groth16.Zkey;

namespace Shadowgraph.Proofs.Groth16.Prepared;

/// <summary>Holds the lengths of a prepared file's sections against the sizes of the .zkey file, before any memory is mapped or allocated.</summary>
internal static class PreparedLengths
{
    /// <param name="lengths">The length of each section in bytes.</param>
    /// <param name="zkey">The header of the .zkey file.</param>
    /// <param name="hasFoldedC">Whether the .zkey file has the points of <see cref="PreparedSection.FoldedC"/>.</param>
    /// <param name="coefficients">The number of coefficients in the .zkey file.</param>
    /// <exception cref="PreparedFileException">A length is impossible.</exception>
    public static void Check(ReadOnlySpan<long> lengths, ZkeyHeader zkey, bool hasFoldedC, long coefficients)
    {
        var places = zkey.DomainSize;
        Count(lengths, PreparedSection.RowStart, sizeof(int), 1, (2L * places) + 1);
        var terms = Count(lengths, PreparedSection.RowWires, sizeof(int), 0, coefficients);
        Count(lengths, PreparedSection.RowCoefficients, sizeof(int), terms, terms);

        // 1 and -1, the coefficients of the file, and sums of coefficients that the file gives for the same wire.
        Count(lengths, PreparedSection.Coefficients, Fr.Size, 2, 2 + coefficients + terms);
        Count(lengths, PreparedSection.RowA, sizeof(int), places, places);
        Count(lengths, PreparedSection.RowB, sizeof(int), places, places);

        var a = Count(lengths, PreparedSection.A, G1Format.Size, 0, zkey.WireCount);
        var b = Count(lengths, PreparedSection.B2, G2Format.Size, 0, zkey.WireCount);
        var c = Count(lengths, PreparedSection.C, G1Format.Size, 0, zkey.WireCount - zkey.PublicCount - 1);
        var foldedC = Count(lengths, PreparedSection.FoldedC, G1Format.Size, 0, hasFoldedC ? zkey.WireCount : 0);
        var h = Count(lengths, PreparedSection.H, G1Format.Size, 0, places);
        Count(lengths, PreparedSection.B1, G1Format.Size, b, b);
        CheckIndices(lengths, PreparedSection.WiresOfA, a, zkey.WireCount);
        CheckIndices(lengths, PreparedSection.WiresOfB, b, zkey.WireCount);
        CheckIndices(lengths, PreparedSection.WiresOfFoldedC, foldedC, zkey.WireCount);
        CheckIndices(lengths, PreparedSection.PlacesOfH, h, places);
        Count(lengths, PreparedSection.WiresOfC, sizeof(int), c, c);
    }

    /// <summary>An index for each point, or none if every wire has a point.</summary>
    private static void CheckIndices(ReadOnlySpan<long> lengths, PreparedSection section, long points, long wires)
    {
        var expected = points == wires ? 0 : points;
        Count(lengths, section, sizeof(int), expected, expected);
    }

    /// <summary>The number of elements of a section, between two bounds.</summary>
    private static long Count(ReadOnlySpan<long> lengths, PreparedSection section, int elementLength, long least, long most)
    {
        var length = lengths[(int)section];
        var count = length / elementLength;
        return length >= 0 && length % elementLength == 0 && count >= least && count <= most && length <= int.MaxValue
            ? count
            : throw new PreparedFileException(FormattableString.Invariant($"section {section} has an impossible length of {length} bytes"), isFaulty: true);
    }
}
