using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Tests.ConstraintSystems;

/// <summary>Equal rows are kept once and numbered as they come.</summary>
[TestFixture]
public sealed class RowTableTests
{
    private static Gen<Term[]> Rows { get; } = Gen.Select(Gen.Int[0, 40], Gen.Int[1, 900]).Array[0, 30].Select(terms => terms
        .GroupBy(term => term.Item1).OrderBy(term => term.Key).Select(term => new Term(term.Key, new Fr((ulong)term.First().Item2))).ToArray());

    [Test]
    public void Intern_ManyRows_NumbersEqualOnesAlikeInTheOrderOfTheirFirst() =>
        Gen.Select(Rows.Array[1, 60], Gen.Int[0, 59].Array[0, 3000]).Sample(
            (rows, order) =>
            {
                var table = new RowTable();
                var known = new Dictionary<string, int>();
                foreach (var row in order.Select(i => rows[i % rows.Length]))
                {
                    var name = string.Join('+', row.Select(term => $"{term.Coefficient}*{term.Wire}"));
                    if (!known.TryGetValue(name, out var expected)) known.Add(name, expected = known.Count);
                    if (table.Intern(row) != expected) return false;
                }

                var frozen = table.Freeze([]);
                return frozen.Count == known.Count && known.All(entry => Describe(frozen, entry.Value) == entry.Key);
            },
            iter: 30);

    [Test]
    public void Freeze_WithNewWires_SortsEachRowByThem()
    {
        var table = new RowTable();
        table.Intern([new Term(0, new Fr(7)), new Term(1, new Fr(8)), new Term(2, Fr.One)]);

        Assert.That(Describe(table.Freeze([2, 0, 1]), 0), Is.EqualTo("8*0+1*1+7*2"));
    }

    [Test]
    public void CoefficientIds_OfOneAndMinusOne_AreFixed()
    {
        var rows = new RowTable();
        rows.Intern([new Term(3, -Fr.One), new Term(5, Fr.One), new Term(6, new Fr(2))]);

        Assert.That(rows.Freeze([]).CoefficientIds.ToArray(), Is.EqualTo(new[] { SparseRows.MinusOneId, SparseRows.OneId, 2 }));
    }

    [Test]
    public void Evaluate_WithTooFewValues_Throws()
    {
        var table = new RowTable();
        table.Intern([new Term(0, Fr.One), new Term(9, Fr.One)]);

        Assert.That(() => table.Freeze([]).Evaluate(0, new Fr[9]), Throws.ArgumentException.With.Message.Contains("10 wires"));
    }

    [Test]
    public void Evaluate_RowsOfAnyLength_IsTheSumOfTheirTerms() =>
        Rows.Sample(row =>
        {
            var values = Enumerable.Range(0, 41).Select(i => i % 5 == 0 ? Fr.Zero : new Fr((ulong)i * 77).Pow(9)).ToArray();
            var table = new RowTable();
            table.Intern(row);
            return table.Freeze([]).Evaluate(0, values) == row.Aggregate(Fr.Zero, (sum, term) => sum + (term.Coefficient * values[term.Wire]));
        });

    private static string Describe(SparseRows rows, int row) => string.Join(
        '+', Enumerable.Range(rows.Start[row], rows.LengthOf(row)).Select(place => $"{rows.CoefficientAt(place)}*{rows.Wires[place]}"));
}
