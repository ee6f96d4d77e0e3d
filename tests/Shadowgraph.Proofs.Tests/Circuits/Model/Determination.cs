using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Tests.Circuits.Model;

/// <summary>
/// Whether a prover who keeps a system's inputs has any other wire left to turn, several at once included. The derivative of A·B - C at a
/// witness is a linear form for each constraint; a form in which one wire alone is undecided decides it. If all get decided the forms have
/// full rank, and no wires can move together, however slightly: what remains to show on paper is that hints have no second, distant value.
/// </summary>
internal static class Determination
{
    /// <summary>The wires that the inputs do not determine.</summary>
    public static List<int> Undetermined(R1cs r1cs, ReadOnlySpan<Fr> values)
    {
        var inputs = 1 + r1cs.PublicCount + r1cs.PrivateInputCount;
        var undecided = new HashSet<int>[r1cs.ConstraintCount];
        var constraintsOfWire = new List<int>[r1cs.WireCount];
        for (var wire = 0; wire < constraintsOfWire.Length; wire++) constraintsOfWire[wire] = [];
        var ready = new Queue<int>();

        for (var i = 0; i < undecided.Length; i++)
        {
            var derivative = Derivative(r1cs, i, values);
            undecided[i] = [.. derivative.Keys.Where(wire => wire >= inputs && !derivative[wire].IsZero)];
            foreach (var wire in undecided[i]) constraintsOfWire[wire].Add(i);
            if (undecided[i].Count == 1) ready.Enqueue(i);
        }

        var decided = new bool[r1cs.WireCount];
        while (ready.TryDequeue(out var constraint))
        {
            if (undecided[constraint].Count != 1) continue;
            var wire = undecided[constraint].Single();
            decided[wire] = true;
            foreach (var other in constraintsOfWire[wire])
            {
                undecided[other].Remove(wire);
                if (undecided[other].Count == 1) ready.Enqueue(other);
            }
        }

        return [.. Enumerable.Range(inputs, r1cs.WireCount - inputs).Where(wire => !decided[wire])];
    }

    private static Dictionary<int, Fr> Derivative(R1cs r1cs, int constraint, ReadOnlySpan<Fr> values)
    {
        var (rowA, rowB, rowC) = (r1cs.RowA[constraint], r1cs.RowB[constraint], r1cs.RowC[constraint]);
        var derivative = new Dictionary<int, Fr>();
        Add(r1cs, rowA, r1cs.Rows.Evaluate(rowB, values), derivative);
        Add(r1cs, rowB, r1cs.Rows.Evaluate(rowA, values), derivative);
        Add(r1cs, rowC, -Fr.One, derivative);
        return derivative;
    }

    private static void Add(R1cs r1cs, int row, in Fr factor, Dictionary<int, Fr> derivative)
    {
        for (var place = r1cs.Rows.Start[row]; place < r1cs.Rows.Start[row + 1]; place++)
        {
            var wire = r1cs.Rows.Wires[place];
            derivative[wire] = derivative.GetValueOrDefault(wire) + factor * r1cs.Rows.CoefficientAt(place);
        }
    }
}
