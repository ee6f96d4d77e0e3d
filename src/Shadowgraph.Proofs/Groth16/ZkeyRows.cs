using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.ConstraintSystems.Files;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>Gathers the coefficients of a .zkey file into rows, of which equal ones are kept once.</summary>
/// <remarks>
/// Coefficients come by ascending constraint, as snarkjs writes them; within one, those of A and B in any order. Several of one wire
/// are added up, as provers do.
/// </remarks>
internal sealed class ZkeyRows
{
    private const int NoRow = -1;

    private static Comparison<Term> ByWire { get; } = (left, right) => left.Wire.CompareTo(right.Wire);

    private readonly SectionCursor _section;
    private readonly int _wireCount;
    private readonly RowTable _table = new();
    private readonly int[] _rowA;
    private readonly int[] _rowB;
    private readonly List<Term> _termsA = [];
    private readonly List<Term> _termsB = [];
    private int _constraint;

    public ZkeyRows(SectionCursor section, int wireCount, int domainSize)
    {
        _section = section;
        _wireCount = wireCount;
        _rowA = new int[domainSize];
        _rowB = new int[domainSize];
        _rowA.AsSpan().Fill(NoRow);
        _rowB.AsSpan().Fill(NoRow);
    }

    /// <summary>Checks the number of coefficients against what the section holds after it.</summary>
    public void ExpectCount(ReadOnlySpan<byte> bytes)
    {
        var count = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (count != _section.Remaining / ZkeyFormat.CoefficientLength)
            throw _section.Bad(FormattableString.Invariant(
                $"It claims {count} coefficients and holds {_section.Remaining / ZkeyFormat.CoefficientLength}."));
    }

    /// <summary>Adds consecutive coefficients.</summary>
    /// <param name="entries">Whole entries.</param>
    /// <param name="offset">Where in the file the first begins.</param>
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
                throw _section.Bad("The coefficients are not in the order of their constraints. Write the key again with snarkjs.", offset);
            if (!Montgomery<ScalarModulus>.TryRead(entries.Slice(12, Fr.Size), out var twice))
                throw _section.Bad("A coefficient is not below the modulus of BN254's scalar field.", offset);
            if (constraint > _constraint) Flush((int)constraint);
            (matrix == 0 ? _termsA : _termsB).Add(new Term((int)wire, Fr.FromMontgomeryUnchecked(Montgomery<ScalarModulus>.Leave(twice))));
        }
    }

    /// <summary>Takes the last constraint in.</summary>
    public void Finish() => Flush(_rowA.Length);

    /// <summary>The contents of a key with these rows.</summary>
    public ProvingKeyContents Fill(
        ZkeyHeader header,
        CeremonyRecord ceremony,
        G1Affine[] ic,
        G1Affine[] a,
        G1Affine[] b1,
        G2Affine[] b2,
        G1Affine[] c,
        G1Affine[] h) => new()
        {
            WireCount = header.WireCount,
            DomainSize = header.DomainSize,
            Rows = _table.Freeze(default),
            RowA = _rowA,
            RowB = _rowB,
            Alpha1 = header.Alpha1,
            Beta1 = header.Beta1,
            Beta2 = header.Beta2,
            Gamma2 = header.Gamma2,
            Delta1 = header.Delta1,
            Delta2 = header.Delta2,
            Ic = ic,
            A = a,
            B1 = b1,
            B2 = b2,
            C = c,
            H = h,
            Ceremony = ceremony,
        };

    private void Flush(int nextConstraint)
    {
        if (_termsA.Count > 0) _rowA[_constraint] = Intern(_termsA);
        if (_termsB.Count > 0) _rowB[_constraint] = Intern(_termsB);
        _constraint = nextConstraint;
    }

    private int Intern(List<Term> list)
    {
        var terms = CollectionsMarshal.AsSpan(list);
        if (!IsNormal(terms)) terms = terms[..Normalise(terms)];
        var row = terms.IsEmpty ? NoRow : _table.Intern(terms);
        list.Clear();
        return row;
    }

    private static bool IsNormal(ReadOnlySpan<Term> terms)
    {
        for (var i = 0; i < terms.Length; i++)
        {
            if (terms[i].Coefficient.IsZero || (i > 0 && terms[i - 1].Wire >= terms[i].Wire)) return false;
        }

        return true;
    }

    /// <summary>Sorts by wire, adds up those of one wire and drops zeros; returns how many remain.</summary>
    private static int Normalise(Span<Term> terms)
    {
        terms.Sort(ByWire);
        var used = 0;
        for (var i = 0; i < terms.Length;)
        {
            var (wire, sum) = (terms[i].Wire, Fr.Zero);
            for (; i < terms.Length && terms[i].Wire == wire; i++) sum += terms[i].Coefficient;
            if (!sum.IsZero) terms[used++] = new Term(wire, sum);
        }

        return used;
    }
}
