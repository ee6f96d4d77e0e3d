using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>
/// Distinct sparse rows over the wires of a circuit, in compressed form: row i holds the terms from <c>Start[i]</c> to <c>Start[i + 1]</c>, by
/// ascending wire. Distinct coefficients are few (powers of two, a hash's constants) and stored once each.
/// </summary>
internal sealed class SparseRows
{
    /// <summary>Index of 1 in every coefficient table.</summary>
    public const int OneId = 0;

    /// <summary>Index of -1 in every coefficient table.</summary>
    public const int MinusOneId = 1;

    // For at most this number of terms, separate multiplications are cheaper than a lazily reduced sum.
    private const int FewTerms = 3;

    private readonly IndexTable _start;
    private readonly IndexTable _wires;
    private readonly IndexTable _coefficientIds;
    private readonly WeightedSum _coefficients;
    private readonly int _wireBound;

    /// <param name="start">The start of each row's terms, ascending, with a final entry for the end.</param>
    /// <param name="wires">The wire of each term, none negative.</param>
    /// <param name="coefficientIds">The coefficient of each term, as an index into <paramref name="coefficients"/>.</param>
    /// <param name="coefficients">The distinct coefficients, beginning with 1 and -1.</param>
    public SparseRows(IndexTable start, IndexTable wires, IndexTable coefficientIds, ReadOnlySpan<Fr> coefficients)
    {
        _start = start;
        _wires = wires;
        _coefficientIds = coefficientIds;
        _coefficients = new WeightedSum(coefficients);
        _wireBound = IndexRange.Largest(wires.Span) + 1;
    }

    /// <summary>Number of rows.</summary>
    public int Count => _start.Length - 1;

    /// <summary>Total number of terms.</summary>
    public int NonZeroCount => _wires.Length;

    /// <summary>The start of each row's terms, with a final entry for the end.</summary>
    public ReadOnlySpan<int> Start => _start.Span;

    /// <summary>The wire of each term.</summary>
    public ReadOnlySpan<int> Wires => _wires.Span;

    /// <summary>The coefficient of each term, as an index into <see cref="Coefficients"/>.</summary>
    public ReadOnlySpan<int> CoefficientIds => _coefficientIds.Span;

    /// <summary>The distinct coefficients; 1 and -1 always come first, even if unused.</summary>
    public ReadOnlySpan<Fr> Coefficients => _coefficients.Weights;

    /// <summary>Number of terms of a row.</summary>
    public int LengthOf(int row)
    {
        var start = _start.Span;
        return start[row + 1] - start[row];
    }

    /// <summary>The coefficient of the term at an index of <see cref="Wires"/>.</summary>
    public Fr CoefficientAt(int place) => Coefficients[_coefficientIds.Span[place]];

    /// <summary>The value of a row: the sum of coefficient times wire.</summary>
    /// <exception cref="ArgumentException">A wire of these rows has no value.</exception>
    [MethodImpl(Kernel.Optimized)]
    public Fr Evaluate(int row, ReadOnlySpan<Fr> wireValues)
    {
        if (wireValues.Length < _wireBound) throw TooFewValues(nameof(wireValues), wireValues.Length);
        var start = _start.Span;
        var from = start[row];
        var count = start[row + 1] - from;
        var wires = _wires.Span.Slice(from, count);
        var ids = _coefficientIds.Span.Slice(from, count);
        return count > FewTerms ? _coefficients.Compute(ids, wires, wireValues) : EvaluateFew(ids, wires, wireValues);
    }

    [MethodImpl(Kernel.Optimized)]
    private Fr EvaluateFew(ReadOnlySpan<int> ids, ReadOnlySpan<int> wires, ReadOnlySpan<Fr> wireValues)
    {
        var sum = Fr.Zero;
        for (var i = 0; i < wires.Length; i++)
        {
            ref readonly var value = ref wireValues[wires[i]];
            switch (ids[i])
            {
                case OneId:
                    sum += value;
                    break;
                case MinusOneId:
                    sum -= value;
                    break;
                default:
                    if (!value.IsZero) sum += Coefficients[ids[i]] * value;
                    break;
            }
        }

        return sum;
    }

    private ArgumentException TooFewValues(string name, int count) =>
        new($"The rows name {_wireBound} wires, and there are {count} values.", name);
}
