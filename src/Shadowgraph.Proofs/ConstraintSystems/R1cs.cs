using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>
/// A rank-1 constraint system over BN254's scalar field: constraints (A·w)(B·w) = C·w on a vector w of wire values.
/// </summary>
/// <remarks>
/// <para>Wires are in circom's order: 0 is the constant one, then public outputs, public inputs, what is left of the private inputs, all
/// others.</para>
/// <para>Immutable. Equal rows among all A, B and C are stored once.</para>
/// </remarks>
public sealed class R1cs
{
    private readonly int[] _rowA;
    private readonly int[] _rowB;
    private readonly int[] _rowC;
    private readonly ulong[]? _wireLabels;

    internal R1cs(R1csShape shape, SparseRows rows, int[] rowA, int[] rowB, int[] rowC, ulong[]? wireLabels = null, ulong? labelCount = null)
    {
        Shape = shape;
        Rows = rows;
        _rowA = rowA;
        _rowB = rowB;
        _rowC = rowC;
        _wireLabels = wireLabels;
        LabelCount = labelCount ?? (ulong)shape.WireCount;
    }

    /// <summary>Number of wires, the constant one included: the length of a witness.</summary>
    public int WireCount => Shape.WireCount;

    /// <summary>Number of public outputs: wires 1 to that.</summary>
    public int PublicOutputCount => Shape.PublicOutputCount;

    /// <summary>Number of public inputs; their wires follow the public outputs'.</summary>
    public int PublicInputCount => Shape.PublicInputCount;

    /// <summary>
    /// Number of private inputs, as the compiler counts them. It is no number of wires: circom removes the wires of inputs that no
    /// constraint needs, or that a linear constraint ties to others. Those that are left follow the public inputs' wires.
    /// </summary>
    public int PrivateInputCount => Shape.PrivateInputCount;

    /// <summary>Number of public signals: outputs and inputs, the constant one not among them.</summary>
    public int PublicCount => Shape.PublicOutputCount + Shape.PublicInputCount;

    /// <summary>Number of constraints.</summary>
    public int ConstraintCount => _rowA.Length;

    internal R1csShape Shape { get; }

    /// <summary>The distinct rows that <see cref="RowA"/>, <see cref="RowB"/> and <see cref="RowC"/> name.</summary>
    internal SparseRows Rows { get; }

    /// <summary>For each constraint, the number of its A row.</summary>
    internal ReadOnlySpan<int> RowA => _rowA;

    /// <summary>For each constraint, the number of its B row.</summary>
    internal ReadOnlySpan<int> RowB => _rowB;

    /// <summary>For each constraint, the number of its C row.</summary>
    internal ReadOnlySpan<int> RowC => _rowC;

    /// <summary>For each wire the label that the compiler's symbol file lists it under; empty if each wire is its own label.</summary>
    internal ReadOnlySpan<ulong> WireLabels => _wireLabels;

    /// <summary>Number of labels in the compiler's symbol file.</summary>
    internal ulong LabelCount { get; }

    /// <summary>Reads an .r1cs file, as circom or this library writes it.</summary>
    /// <param name="stream">Read from its position to its end, and left open.</param>
    /// <exception cref="ProofFileException">The file is malformed, for another curve, or uses custom gates (which only PLONK has).</exception>
    public static R1cs Read(Stream stream) => R1csFile.Read(stream);

    /// <summary>Writes an .r1cs file, as snarkjs reads it: for a key ceremony, for instance.</summary>
    /// <param name="stream">Written from its position on, and left open. It need not be able to seek.</param>
    public void Write(Stream stream) => R1csFile.Write(this, stream);

    /// <summary>Checks every constraint.</summary>
    /// <param name="witness">Values for exactly <see cref="WireCount"/> wires.</param>
    /// <returns>The index of the first constraint that is violated; null if the witness satisfies all of them.</returns>
    /// <exception cref="ArgumentException">The witness has another number of values.</exception>
    public int? FirstViolated(Witness witness)
    {
        ArgumentNullException.ThrowIfNull(witness);
        if (witness.Length != WireCount)
            throw new ArgumentException($"The witness has {witness.Length} values and the circuit {WireCount} wires: it belongs to another circuit.", nameof(witness));
        using var rows = new RowValues(Rows);
        rows.EvaluateAll(witness.Values);
        for (var i = 0; i < ConstraintCount; i++)
        {
            if (!rows.Satisfy(_rowA[i], _rowB[i], _rowC[i])) return i;
        }

        return null;
    }
}
