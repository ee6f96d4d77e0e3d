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

    /// <summary>Whether A·B = C for three rows that are computed.</summary>
    public bool Satisfy(int a, int b, int c) => _values[a] * _values[b] == _values[c];

    public void Dispose()
    {
        if (_values.Length == 0) return;
        ArrayPool<Fr>.Shared.Return(_values, clearArray: true);
        _values = [];
    }
}
