using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;

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

    private readonly int[] _start;
    private readonly int[] _wires;
    private readonly int[] _coefficientIds;
    private readonly WeightedSum _coefficients;
    private readonly int _wireBound;

    public SparseRows(int[] start, int[] wires, int[] coefficientIds, ReadOnlySpan<Fr> coefficients)
    {
        _start = start;
        _wires = wires;
        _coefficientIds = coefficientIds;
        _coefficients = new WeightedSum(coefficients);
        var last = -1;
        foreach (var wire in wires) last = Math.Max(last, wire);
        _wireBound = last + 1;
    }

    /// <summary>Number of rows.</summary>
    public int Count => _start.Length - 1;

    /// <summary>Total number of terms.</summary>
    public int NonZeroCount => _wires.Length;

    /// <summary>The start of each row's terms, with a final entry for the end.</summary>
    public ReadOnlySpan<int> Start => _start;

    /// <summary>The wire of each term.</summary>
    public ReadOnlySpan<int> Wires => _wires;

    /// <summary>The coefficient of each term, as an index into <see cref="Coefficients"/>.</summary>
    public ReadOnlySpan<int> CoefficientIds => _coefficientIds;

    /// <summary>The distinct coefficients; 1 and -1 always come first, even if unused.</summary>
    public ReadOnlySpan<Fr> Coefficients => _coefficients.Weights;

    /// <summary>Number of terms of a row.</summary>
    public int LengthOf(int row) => _start[row + 1] - _start[row];

    /// <summary>The coefficient of the term at an index of <see cref="Wires"/>.</summary>
    public Fr CoefficientAt(int place) => Coefficients[_coefficientIds[place]];

    /// <summary>The value of a row: the sum of coefficient times wire.</summary>
    /// <exception cref="ArgumentException">A wire of these rows has no value.</exception>
    public Fr Evaluate(int row, ReadOnlySpan<Fr> wireValues)
    {
        if (wireValues.Length < _wireBound) throw TooFewValues(nameof(wireValues), wireValues.Length);
        var from = _start[row];
        var count = _start[row + 1] - from;
        var wires = _wires.AsSpan(from, count);
        var ids = _coefficientIds.AsSpan(from, count);
        return count > FewTerms ? _coefficients.Compute(ids, wires, wireValues) : EvaluateFew(ids, wires, wireValues);
    }

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
