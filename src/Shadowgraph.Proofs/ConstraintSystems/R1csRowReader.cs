using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>Reads the rows of an .r1cs file's constraints into a table that stores equal rows once.</summary>
internal sealed class R1csRowReader(SectionCursor section, RowTable rows, int wireCount)
{
    private static readonly Comparison<Term> ByWire = (left, right) => left.Wire.CompareTo(right.Wire);

    private Term[] _terms = new Term[16];

    /// <summary>Reads a row and returns its number. Compilers need not sort terms; zero coefficients are dropped.</summary>
    public int ReadRow()
    {
        var count = section.ReadCount("number of terms", 4 + Fr.Size);
        if (count > _terms.Length) _terms = new Term[Math.Max(count, 2 * _terms.Length)];
        int used = 0, previous = -1;
        var sorted = true;
        for (var i = 0; i < count; i++)
        {
            var wire = ReadWire();
            var coefficient = section.ReadScalar("coefficient");
            if (coefficient.IsZero) continue;
            sorted &= wire > previous;
            previous = wire;
            _terms[used++] = new Term(wire, coefficient);
        }

        var terms = _terms.AsSpan(0, used);
        if (!sorted) Sort(terms);
        return rows.Intern(terms);
    }

    private int ReadWire()
    {
        var wire = section.ReadUInt32("wire of a term");
        return wire < (uint)wireCount ? (int)wire : throw section.Bad(FormattableString.Invariant($"A term names wire {wire} of {wireCount}."));
    }

    private void Sort(Span<Term> terms)
    {
        terms.Sort(ByWire);
        for (var i = 1; i < terms.Length; i++)
        {
            if (terms[i - 1].Wire == terms[i].Wire)
                throw section.Bad(FormattableString.Invariant($"Wire {terms[i].Wire} occurs twice in one row of a constraint."));
        }
    }
}
