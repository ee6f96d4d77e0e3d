using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>The values of distinct rows for a witness, each computed once. As secret as the witness; cleared on disposal.</summary>
internal sealed class RowValues(SparseRows rows) : IDisposable
{
    private readonly PinnedRental<Fr> _rental = new(rows.Count);
    private int _evaluated;

    public ref readonly Fr this[int row] => ref Values[row];

    private Fr[] Values => _rental.Array ?? [];

    /// <summary>Computes all missing rows up to and including the given row.</summary>
    public void EvaluateThrough(int row, ReadOnlySpan<Fr> wireValues)
    {
        var values = Values;
        for (; _evaluated <= row; _evaluated++) values[_evaluated] = rows.Evaluate(_evaluated, wireValues);
    }

    public void EvaluateAll(ReadOnlySpan<Fr> wireValues) => EvaluateThrough(rows.Count - 1, wireValues);

    /// <summary>Whether A·B = C for three computed rows. Most constraints of a circuit are decided without a multiplication.</summary>
    public bool Satisfy(int a, int b, int c)
    {
        var values = Values;
        ref readonly var left = ref values[a];

        // x·x = x means that x is 0 or 1, and x·y = 0 that x or y is 0, because a field has no zero divisors.
        if (a == c && b == c) return left.IsZero || left.IsOne;
        ref readonly var right = ref values[b];
        ref readonly var product = ref values[c];
        return product.IsZero ? left.IsZero || right.IsZero : left * right == product;
    }

    public void Dispose() => _rental.Dispose();
}
