using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.ConstraintSystems;

/// <summary>
/// Distinct sparse rows over the wires of a circuit, in compressed form: row i holds the terms from <c>Start[i]</c> to
/// <c>Start[i + 1]</c>, by ascending wire. Coefficients are few (powers of two, a hash's constants) and kept once each.
/// </summary>
internal sealed class SparseRows
{
    /// <summary>Place of 1 in every coefficient table.</summary>
    public const int OneId = 0;

    /// <summary>Place of -1 in every coefficient table.</summary>
    public const int MinusOneId = 1;

    private readonly int[] _start;
    private readonly int[] _wires;
    private readonly int[] _coefficientIds;
    private readonly Fr[] _coefficients;

    public SparseRows(int[] start, int[] wires, int[] coefficientIds, Fr[] coefficients)
    {
        _start = start;
        _wires = wires;
        _coefficientIds = coefficientIds;
        _coefficients = coefficients;
    }

    /// <summary>Number of rows.</summary>
    public int Count => _start.Length - 1;

    /// <summary>Number of terms of all rows.</summary>
    public int NonZeroCount => _wires.Length;

    /// <summary>Where each row's terms begin; one entry more than there are rows.</summary>
    public ReadOnlySpan<int> Start => _start;

    /// <summary>The wire of each term.</summary>
    public ReadOnlySpan<int> Wires => _wires;

    /// <summary>The coefficient of each term, as its place in <see cref="Coefficients"/>.</summary>
    public ReadOnlySpan<int> CoefficientIds => _coefficientIds;

    /// <summary>The distinct coefficients; 1 and -1 come first, whether they occur or not.</summary>
    public ReadOnlySpan<Fr> Coefficients => _coefficients;

    /// <summary>Number of terms of one row.</summary>
    public int LengthOf(int row) => _start[row + 1] - _start[row];

    /// <summary>The coefficient of the term at a place of <see cref="Wires"/>.</summary>
    public Fr CoefficientAt(int place) => _coefficients[_coefficientIds[place]];

    /// <summary>The value of a row: the sum of coefficient times wire.</summary>
    public Fr Evaluate(int row, ReadOnlySpan<Fr> wireValues)
    {
        var from = _start[row];
        var count = _start[row + 1] - from;
        var wires = _wires.AsSpan(from, count);
        var ids = _coefficientIds.AsSpan(from, count);
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
                    if (!value.IsZero) sum += _coefficients[ids[i]] * value;
                    break;
            }
        }

        return sum;
    }
}
