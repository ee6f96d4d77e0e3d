using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.MultiScalar;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16.Prepared;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>The sections of a prepared file as a key's contents, and the reverse.</summary>
/// <remarks>
/// Every index is checked against the sizes of the .zkey file, since the prover's loops read memory at these indices without further checks. Points are
/// not checked: any bytes represent points, and sums of wrong points fail the prover's verification of the proof.
/// </remarks>
internal static class PreparedKeyContents
{
    /// <exception cref="PreparedFileException">An index or a coefficient is out of range.</exception>
    /// <exception cref="ProofFileException">The verifying key in the .zkey file is malformed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ProvingKeyContents Read(PreparedFile file, ZkeyOutline zkey)
    {
        var (wires, places, privates) = (zkey.Header.WireCount, zkey.Header.DomainSize, zkey.Header.PublicCount + 1);
        var rows = ReadRows(file, wires);
        var wiresOfB = ReadIndices(file, PreparedSection.WiresOfB, 0, wires);
        return new ProvingKeyContents
        {
            WireCount = wires,
            DomainSize = places,
            Rows = rows,
            RowA = ReadIndices(file, PreparedSection.RowA, -1, rows.Count),
            RowB = ReadIndices(file, PreparedSection.RowB, -1, rows.Count),
            Alpha1 = zkey.Header.Alpha1,
            Beta1 = zkey.Header.Beta1,
            Beta2 = zkey.Header.Beta2,
            Gamma2 = zkey.Header.Gamma2,
            Delta1 = zkey.Header.Delta1,
            Delta2 = zkey.Header.Delta2,
            Ic = zkey.ReadIc(),
            A = Table<Fp>(file, PreparedSection.A, ReadIndices(file, PreparedSection.WiresOfA, 0, wires), wires),
            B1 = Table<Fp>(file, PreparedSection.B1, wiresOfB, wires),
            B2 = Table<Fp2>(file, PreparedSection.B2, wiresOfB, wires),
            C = Table<Fp>(file, PreparedSection.C, ReadIndices(file, PreparedSection.WiresOfC, privates, wires), all: -1),
            FoldedC = zkey.HasFoldedC
                ? Table<Fp>(file, PreparedSection.FoldedC, ReadIndices(file, PreparedSection.WiresOfFoldedC, 0, wires), wires)
                : null,
            H = Table<Fp>(file, PreparedSection.H, ReadIndices(file, PreparedSection.PlacesOfH, 0, places), places),
            Ceremony = zkey.Ceremony,
        };
    }

    /// <summary>The bytes of a section for a key. The key must stay reachable while the bytes are used.</summary>
    public static ReadOnlySpan<byte> Section(ProvingKey key, PreparedSection section) => section switch
    {
        PreparedSection.RowStart => Bytes(key.Rows.Start),
        PreparedSection.RowWires => Bytes(key.Rows.Wires),
        PreparedSection.RowCoefficients => Bytes(key.Rows.CoefficientIds),
        PreparedSection.Coefficients => MemoryMarshal.AsBytes(key.Rows.Coefficients),
        PreparedSection.RowA => Bytes(key.RowA.Span),
        PreparedSection.RowB => Bytes(key.RowB.Span),
        PreparedSection.WiresOfA => Bytes(key.A.Wires),
        PreparedSection.WiresOfB => Bytes(key.B2.Wires),
        PreparedSection.WiresOfC => Bytes(key.C.Wires),
        PreparedSection.WiresOfFoldedC => Bytes(key.FoldedC?.Wires),
        PreparedSection.PlacesOfH => Bytes(key.H.Wires),
        PreparedSection.A => key.A.Bases.Bytes,
        PreparedSection.B1 => key.B1.Bases.Bytes,
        PreparedSection.B2 => key.B2.Bases.Bytes,
        PreparedSection.C => key.C.Bases.Bytes,
        PreparedSection.FoldedC => key.FoldedC is { } foldedC ? foldedC.Bases.Bytes : default,
        _ => key.H.Bases.Bytes,
    };

    /// <summary>The length of each section for a key.</summary>
    public static long[] Lengths(ProvingKey key)
    {
        var lengths = new long[PreparedFormat.SectionCount];
        for (var i = 0; i < lengths.Length; i++) lengths[i] = Section(key, (PreparedSection)i).Length;
        return lengths;
    }

    private static SparseRows ReadRows(PreparedFile file, int wireCount)
    {
        var starts = file.Section<int>(PreparedSection.RowStart);
        var wires = ReadIndices(file, PreparedSection.RowWires, 0, wireCount);
        var coefficients = file.Section<Fr>(PreparedSection.Coefficients);
        var ids = ReadIndices(file, PreparedSection.RowCoefficients, 0, coefficients.Length);
        var start = starts.Span;
        if (start[0] != 0 || start[^1] != wires.Length || !IndexRange.IsAscending(start)) throw Faulty("the rows overlap");
        if (!AreReduced(coefficients.Span)) throw Faulty("a coefficient is out of range");
        if (coefficients.Span[SparseRows.OneId] != Fr.One || coefficients.Span[SparseRows.MinusOneId] != -Fr.One)
            throw Faulty("the coefficients are in another order");
        return new SparseRows(new IndexTable(starts), wires, ids, coefficients.Span);
    }

    [MethodImpl(Kernel.Optimized)]
    private static bool AreReduced(ReadOnlySpan<Fr> coefficients)
    {
        foreach (ref readonly var coefficient in coefficients)
        {
            if (!Limbs.Less(coefficient.MontgomeryForm, ScalarModulus.Modulus)) return false;
        }

        return true;
    }

    private static IndexTable ReadIndices(PreparedFile file, PreparedSection section, int least, int end)
    {
        var indices = file.Section<int>(section);
        return IndexRange.Contains(least, end, indices.Span) ? new IndexTable(indices) : throw Faulty($"section {section} has an index out of range");
    }

    /// <param name="file">The file.</param>
    /// <param name="section">The points.</param>
    /// <param name="wires">The wires of the points.</param>
    /// <param name="all">The number of points for which no wires are stored.</param>
    private static PointTable<TField> Table<TField>(PreparedFile file, PreparedSection section, IndexTable wires, int all)
        where TField : unmanaged, ICurveField<TField>
    {
        var bases = MsmBases<TField>.Over(file.Section<byte>(section));
        return new PointTable<TField>(bases, bases.Count == all ? (IndexTable?)null : wires);
    }

    private static ReadOnlySpan<byte> Bytes(ReadOnlyMemory<int>? indices) => indices is { } present ? Bytes(present.Span) : default;

    private static ReadOnlySpan<byte> Bytes(ReadOnlySpan<int> indices) => MemoryMarshal.AsBytes(indices);

    private static PreparedFileException Faulty(string problem) => new(problem, isFaulty: true);
}
