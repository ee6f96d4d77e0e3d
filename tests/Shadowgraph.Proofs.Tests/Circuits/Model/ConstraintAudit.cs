using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Tests.Circuits.Model;

/// <summary>
/// Asks, for a witness that satisfies a system, which single wires could have another value. Linear in the system's terms.
/// </summary>
internal sealed class ConstraintAudit
{
    private readonly R1cs _r1cs;
    private readonly List<int>[] _constraintsOfWire;

    public ConstraintAudit(R1cs r1cs)
    {
        _r1cs = r1cs;
        _constraintsOfWire = [.. Enumerable.Range(0, r1cs.WireCount).Select(_ => new List<int>())];
        for (var i = 0; i < r1cs.ConstraintCount; i++)
        {
            foreach (var row in new[] { r1cs.RowA[i], r1cs.RowB[i], r1cs.RowC[i] }.Distinct())
            {
                foreach (var wire in WiresOf(row))
                {
                    var constraints = _constraintsOfWire[wire];
                    if (constraints.Count == 0 || constraints[^1] != i) constraints.Add(i);
                }
            }
        }
    }

    /// <summary>All constraints that values violate.</summary>
    public static List<int> Violated(R1cs r1cs, ReadOnlySpan<Fr> values)
    {
        var violated = new List<int>();
        for (var i = 0; i < r1cs.ConstraintCount; i++)
        {
            var product = r1cs.Rows.Evaluate(r1cs.RowA[i], values) * r1cs.Rows.Evaluate(r1cs.RowB[i], values);
            if (product != r1cs.Rows.Evaluate(r1cs.RowC[i], values)) violated.Add(i);
        }

        return violated;
    }

    /// <summary>
    /// The wires that keep all constraints satisfied with value + 1, with 0 or 1 (the other one), or with a random value.
    /// </summary>
    public List<int> FreeWires(ReadOnlySpan<Fr> values)
    {
        var rows = new Fr[_r1cs.Rows.Count];
        for (var row = 0; row < rows.Length; row++) rows[row] = _r1cs.Rows.Evaluate(row, values);

        var free = new List<int>();
        for (var wire = 1; wire < values.Length; wire++)
        {
            var value = values[wire];
            Fr[] others = [value + Fr.One, value.IsZero ? Fr.One : Fr.Zero, Fr.Random()];
            foreach (var other in others)
            {
                if (other != value && !IsRefused(wire, other - value, rows))
                {
                    free.Add(wire);
                    break;
                }
            }
        }

        return free;
    }

    private bool IsRefused(int wire, in Fr change, Fr[] rows)
    {
        foreach (var constraint in _constraintsOfWire[wire])
        {
            var a = Changed(_r1cs.RowA[constraint], wire, change, rows);
            var b = Changed(_r1cs.RowB[constraint], wire, change, rows);
            if (a * b != Changed(_r1cs.RowC[constraint], wire, change, rows)) return true;
        }

        return false;
    }

    private Fr Changed(int row, int wire, in Fr change, Fr[] rows)
    {
        var place = WiresOf(row).BinarySearch(wire);
        return place < 0 ? rows[row] : rows[row] + _r1cs.Rows.CoefficientAt(_r1cs.Rows.Start[row] + place) * change;
    }

    private ReadOnlySpan<int> WiresOf(int row) => _r1cs.Rows.Wires[_r1cs.Rows.Start[row].._r1cs.Rows.Start[row + 1]];
}
