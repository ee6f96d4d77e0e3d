using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Groth16.Setup;

/// <summary>The rows of A and B in a proving key, from a circuit's constraints.</summary>
/// <param name="Rows">The distinct rows.</param>
/// <param name="RowA">For each place of the domain the index of its row of A, or -1 for an empty place.</param>
/// <param name="RowB">For each place of the domain the index of its row of B, or -1 for an empty place.</param>
internal sealed record Groth16SetupRows(SparseRows Rows, int[] RowA, int[] RowB)
{
    // An empty row, and the padding after the last constraint.
    private const int NoRow = -1;

    /// <summary>Takes each row used by A or B once, and adds a row for the constant and for each public wire to A.</summary>
    public static Groth16SetupRows Create(R1cs r1cs, int domainSize)
    {
        var newRows = NumberUsedRows(r1cs, out var used);
        var (rowA, rowB) = (new int[domainSize], new int[domainSize]);
        rowA.AsSpan().Fill(NoRow);
        rowB.AsSpan().Fill(NoRow);
        for (var i = 0; i < r1cs.ConstraintCount; i++)
        {
            rowA[i] = newRows[r1cs.RowA[i]];
            rowB[i] = newRows[r1cs.RowB[i]];
        }

        for (var s = 0; s <= r1cs.PublicCount; s++)
            rowA[r1cs.ConstraintCount + s] = used + s;
        return new Groth16SetupRows(CopyRows(r1cs, newRows), rowA, rowB);
    }

    private static int[] NumberUsedRows(R1cs r1cs, out int used)
    {
        const int Used = 1;
        var numbers = new int[r1cs.Rows.Count];
        foreach (var row in r1cs.RowA) numbers[row] = Used;
        foreach (var row in r1cs.RowB) numbers[row] = Used;
        used = 0;
        for (var row = 0; row < numbers.Length; row++)
            numbers[row] = numbers[row] == Used && r1cs.Rows.LengthOf(row) > 0 ? used++ : NoRow;
        return numbers;
    }

    private static SparseRows CopyRows(R1cs r1cs, int[] newRows)
    {
        var source = r1cs.Rows;
        var starts = new List<int> { 0 };
        var wires = new List<int>();
        var coefficients = new List<int>();
        for (var row = 0; row < newRows.Length; row++)
        {
            if (newRows[row] == NoRow) continue;
            var (from, to) = (source.Start[row], source.Start[row + 1]);
            wires.AddRange(source.Wires[from..to]);
            coefficients.AddRange(source.CoefficientIds[from..to]);
            starts.Add(wires.Count);
        }

        for (var s = 0; s <= r1cs.PublicCount; s++)
        {
            wires.Add(s);
            coefficients.Add(SparseRows.OneId);
            starts.Add(wires.Count);
        }

        return new SparseRows(starts.ToArray(), wires.ToArray(), coefficients.ToArray(), source.Coefficients);
    }
}
