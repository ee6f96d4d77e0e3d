using System.Buffers;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>The values of distinct rows for one witness, each computed once. As secret as the witness; cleared when disposed.</summary>
internal sealed class RowValues(SparseRows rows) : IDisposable
{
    private Fr[] _values = ArrayPool<Fr>.Shared.Rent(rows.Count);
    private int _evaluated;

    public ref readonly Fr this[int row] => ref _values[row];

    /// <summary>Computes the rows up to and including the given one that are not computed yet.</summary>
    public void EvaluateThrough(int row, ReadOnlySpan<Fr> wireValues)
    {
        for (; _evaluated <= row; _evaluated++) _values[_evaluated] = rows.Evaluate(_evaluated, wireValues);
    }

    public void EvaluateAll(ReadOnlySpan<Fr> wireValues) => EvaluateThrough(rows.Count - 1, wireValues);

    /// <summary>Whether A·B = C for three rows that are computed. Most constraints of a circuit are decided without multiplying.</summary>
    public bool Satisfy(int a, int b, int c)
    {
        ref readonly var left = ref _values[a];

        // x·x = x says that x is 0 or 1, and x·y = 0 that one of them is 0, for a field has no zero divisors.
        if (a == c && b == c) return left.IsZero || left.IsOne;
        ref readonly var right = ref _values[b];
        ref readonly var product = ref _values[c];
        return product.IsZero ? left.IsZero || right.IsZero : left * right == product;
    }

    public void Dispose()
    {
        if (_values.Length == 0) return;
        ArrayPool<Fr>.Shared.Return(_values, clearArray: true);
        _values = [];
    }
}
