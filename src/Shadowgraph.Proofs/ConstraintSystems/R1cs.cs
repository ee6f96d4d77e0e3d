using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>
/// A rank-1 constraint system over BN254's scalar field: constraints (A·w)(B·w) = C·w on a vector w of wire values.
/// </summary>
/// <remarks>
/// <para>Wires are in circom's order: 0 is the constant wire, then public outputs, public inputs, remaining private inputs, and all internal
/// wires.</para>
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

    /// <summary>Number of wires, including the constant wire: the length of a witness.</summary>
    public int WireCount => Shape.WireCount;

    /// <summary>Number of public outputs, which are the wires from 1 to this number.</summary>
    public int PublicOutputCount => Shape.PublicOutputCount;

    /// <summary>Number of public inputs; their wires follow the public outputs.</summary>
    public int PublicInputCount => Shape.PublicInputCount;

    /// <summary>
    /// Number of private inputs, as counted by the compiler. Not a number of wires: circom removes the wires of inputs that no constraint needs, or
    /// that a linear constraint determines. The remaining wires follow the public inputs.
    /// </summary>
    public int PrivateInputCount => Shape.PrivateInputCount;

    /// <summary>Number of public signals: outputs and inputs, without the constant wire.</summary>
    public int PublicCount => Shape.PublicOutputCount + Shape.PublicInputCount;

    /// <summary>Number of constraints.</summary>
    public int ConstraintCount => _rowA.Length;

    internal R1csShape Shape { get; }

    /// <summary>The distinct rows, referenced by <see cref="RowA"/>, <see cref="RowB"/> and <see cref="RowC"/>.</summary>
    internal SparseRows Rows { get; }

    /// <summary>For each constraint, the index of the A row.</summary>
    internal ReadOnlySpan<int> RowA => _rowA;

    /// <summary>For each constraint, the index of the B row.</summary>
    internal ReadOnlySpan<int> RowB => _rowB;

    /// <summary>For each constraint, the index of the C row.</summary>
    internal ReadOnlySpan<int> RowC => _rowC;

    /// <summary>For each wire, the label in the compiler's symbol file; empty if labels equal wire numbers.</summary>
    internal ReadOnlySpan<ulong> WireLabels => _wireLabels;

    /// <summary>Number of labels in the compiler's symbol file.</summary>
    internal ulong LabelCount { get; }

    /// <summary>Reads an .r1cs file, as written by circom or this library.</summary>
    /// <param name="stream">Read from its current position to the end, and left open.</param>
    /// <exception cref="ProofFileException">The file is malformed, for a different curve, or uses custom gates (a feature of PLONK only).</exception>
    public static R1cs Read(Stream stream) => R1csFile.Read(stream);

    /// <summary>Writes an .r1cs file in the format of snarkjs: for a key ceremony, for instance.</summary>
    /// <param name="stream">Written from its current position, and left open. Seeking is not required.</param>
    public void Write(Stream stream) => R1csFile.Write(this, stream);

    /// <summary>Checks every constraint.</summary>
    /// <param name="witness">Values for exactly <see cref="WireCount"/> wires.</param>
    /// <returns>The index of the first violated constraint; null if the witness satisfies all constraints.</returns>
    /// <exception cref="ArgumentException">The number of values differs from the number of wires.</exception>
    public int? FirstViolated(Witness witness)
    {
        ArgumentNullException.ThrowIfNull(witness);
        if (witness.Length != WireCount)
            throw new ArgumentException($"The witness has {witness.Length} values and the circuit {WireCount} wires: the witness belongs to another circuit.", nameof(witness));
        using var rows = new RowValues(Rows);
        rows.EvaluateAll(witness.Values);
        for (var i = 0; i < ConstraintCount; i++)
        {
            if (!rows.Satisfy(_rowA[i], _rowB[i], _rowC[i])) return i;
        }

        return null;
    }
}
