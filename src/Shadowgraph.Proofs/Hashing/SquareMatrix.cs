using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>A dense matrix of constants, used only to derive forms of a permutation.</summary>
internal sealed class SquareMatrix(int size, Func<int, int, Fr> element)
{
    private readonly Fr[] _elements = [.. Enumerable.Range(0, size * size).Select(i => element(i / size, i % size))];

    public Fr this[int i, int j] => _elements[i * size + j];

    /// <summary>Matrix times column.</summary>
    public Fr[] Apply(Fr[] column)
    {
        var result = new Fr[size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++) result[i] += this[i, j] * column[j];
        }

        return result;
    }

    /// <summary>Row times matrix.</summary>
    public Fr[] ApplyToRow(Fr[] row)
    {
        var result = new Fr[size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++) result[j] += row[i] * this[i, j];
        }

        return result;
    }

    public SquareMatrix Power(int exponent)
    {
        if (exponent == 1) return this;
        var half = Power(exponent / 2);
        var square = half.Multiply(half);
        return exponent % 2 == 0 ? square : square.Multiply(this);
    }

    /// <summary>Gauss-Jordan elimination. The matrix and its leading submatrices are submatrices of a Cauchy matrix: no pivot is zero.</summary>
    public SquareMatrix Inverse()
    {
        var left = (Fr[])_elements.Clone();
        var right = new Fr[size * size];
        for (var i = 0; i < size; i++) right[i * size + i] = Fr.One;
        for (var pivot = 0; pivot < size; pivot++)
        {
            var scale = left[pivot * size + pivot].Inverse();
            for (var j = 0; j < size; j++)
            {
                left[pivot * size + j] *= scale;
                right[pivot * size + j] *= scale;
            }

            for (var i = 0; i < size; i++)
            {
                if (i == pivot) continue;
                var factor = left[i * size + pivot];
                for (var j = 0; j < size; j++)
                {
                    left[i * size + j] -= factor * left[pivot * size + j];
                    right[i * size + j] -= factor * right[pivot * size + j];
                }
            }
        }

        return new SquareMatrix(size, (i, j) => right[i * size + j]);
    }

    public SquareMatrix Multiply(SquareMatrix other) => new(size, (i, j) =>
    {
        var sum = Fr.Zero;
        for (var k = 0; k < size; k++) sum += this[i, k] * other[k, j];
        return sum;
    });
}
