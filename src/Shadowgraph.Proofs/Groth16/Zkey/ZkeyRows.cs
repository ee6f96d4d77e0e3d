using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Groth16.Zkey;

/// <summary>Collects the coefficients of a .zkey file into rows; equal rows are stored once.</summary>
/// <remarks>
/// Coefficients are ordered by ascending constraint, as written by snarkjs; within a constraint, coefficients of A and B may come in any order.
/// Several coefficients of the same wire are added, as provers do. A file has millions of coefficients but few distinct values: coefficients are
/// therefore compared in the file's encoding, and only distinct values are decoded.
/// </remarks>
internal sealed class ZkeyRows
{
    private const int NoRow = -1;

    private readonly SectionCursor _section;
    private readonly int _wireCount;
    private readonly RowTable _table = new(Encode(Fr.One), Encode(-Fr.One));
    private readonly int[] _rowA;
    private readonly int[] _rowB;
    private readonly OpenRow _a = new();
    private readonly OpenRow _b = new();
    private int _constraint;

    public ZkeyRows(SectionCursor section, int wireCount, int domainSize)
    {
        _section = section;
        _wireCount = wireCount;
        _rowA = PinnedArray.Allocate<int>(domainSize);
        _rowB = PinnedArray.Allocate<int>(domainSize);
        _rowA.AsSpan().Fill(NoRow);
        _rowB.AsSpan().Fill(NoRow);
    }

    /// <summary>For each place of the domain the index of its row of A; -1 for an empty place.</summary>
    public int[] RowA => _rowA;

    /// <summary>For each place of the domain the index of its row of B; -1 for an empty place.</summary>
    public int[] RowB => _rowB;

    /// <summary>Adds consecutive coefficients.</summary>
    /// <param name="entries">Whole entries.</param>
    /// <param name="offset">The position of the first entry in the file.</param>
    public void Add(ReadOnlySpan<byte> entries, long offset)
    {
        for (; !entries.IsEmpty; entries = entries[ZkeyFormat.CoefficientLength..], offset += ZkeyFormat.CoefficientLength)
        {
            var matrix = BinaryPrimitives.ReadUInt32LittleEndian(entries);
            var constraint = BinaryPrimitives.ReadUInt32LittleEndian(entries[4..]);
            var wire = BinaryPrimitives.ReadUInt32LittleEndian(entries[8..]);
            if (matrix > 1)
                throw _section.Bad(FormattableString.Invariant($"A coefficient names matrix {matrix}: only 0 (A), 1 (B) exist."), offset);
            if (constraint >= _rowA.Length || wire >= _wireCount)
                throw _section.Bad(FormattableString.Invariant(
                    $"A coefficient names wire {wire} of {_wireCount} in constraint {constraint} of {_rowA.Length}."), offset);
            if (constraint < _constraint)
                throw _section.Bad("The coefficients are not in the order of their constraints. Export the key again with snarkjs.", offset);
            if (!Montgomery<ScalarModulus>.TryRead(entries.Slice(12, Fr.Size), out var coefficient))
                throw _section.Bad("A coefficient is not below the modulus of BN254's scalar field.", offset);
            if (constraint > _constraint) Close((int)constraint);
            (matrix == 0 ? _a : _b).Add((int)wire, _table.CoefficientId(coefficient), isZero: coefficient.IsZero);
        }
    }

    /// <summary>Closes the last constraint.</summary>
    /// <returns>The distinct rows.</returns>
    public SparseRows Finish()
    {
        Close(_rowA.Length);
        return _table.Freeze([], Decode);
    }

    private static Limbs Encode(in Fr coefficient) => Montgomery<ScalarModulus>.Enter(coefficient.MontgomeryForm);

    private static Fr Decode(Limbs coefficient) => Fr.FromMontgomeryUnchecked(Montgomery<ScalarModulus>.Leave(coefficient));

    private void Close(int nextConstraint)
    {
        if (_a.Count > 0) _rowA[_constraint] = _a.Close(_table);
        if (_b.Count > 0) _rowB[_constraint] = _b.Close(_table);
        _constraint = nextConstraint;
    }

    /// <summary>A row that may receive further terms.</summary>
    private sealed class OpenRow
    {
        private readonly PinnedList<int> _wires = new();
        private readonly PinnedList<int> _ids = new();
        private bool _isNormal = true;

        public int Count => _wires.Count;

        public void Add(int wire, int id, bool isZero)
        {
            _isNormal &= !isZero && (Count == 0 || _wires[Count - 1] < wire);
            _wires.Add(wire);
            _ids.Add(id);
        }

        /// <summary>Interns the row, and begins a new row.</summary>
        public int Close(RowTable table)
        {
            var row = _isNormal ? table.Intern(_wires.Items, _ids.Items) : InternNormalised(table);
            _wires.Clear();
            _ids.Clear();
            _isNormal = true;
            return row;
        }

        /// <summary>Sorts by wire, adds coefficients of equal wires and drops zeros.</summary>
        private int InternNormalised(RowTable table)
        {
            var terms = new Dictionary<int, Fr>();
            for (var i = 0; i < Count; i++)
                CollectionsMarshal.GetValueRefOrAddDefault(terms, _wires[i], out _) += Decode(table.Coefficient(_ids[i]));
            var sorted = terms.Where(term => !term.Value.IsZero).OrderBy(term => term.Key).ToArray();
            if (sorted.Length == 0) return NoRow;
            return table.Intern(
                Array.ConvertAll(sorted, term => term.Key), Array.ConvertAll(sorted, term => table.CoefficientId(Encode(term.Value))));
        }
    }
}
