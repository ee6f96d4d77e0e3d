using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>
/// Poseidon's partial rounds rewritten as a recurrence: each round is a single sum of 2t - 1 products by constants that are the same in every round,
/// so that a round needs one reduction instead of a reduction per element.
/// </summary>
/// <remarks>
/// <para>Between two S-boxes the round is a linear system with one input f, the power of the first element, and one output y, the next first element;
/// the remaining n = t - 1 elements are its state s. With the matrix M = [[m, v], [w, N]]: y(k) = m·f(k) + v·s(k) and s(k+1) = w·f(k) + N·s(k). Such
/// a system obeys y(k) = Σ aᵢ·y(k-i) + Σ bᵢ·f(k-i), i from 1 to n for y and from 0 to n for f (Kailath, "Linear Systems", 1980, section 2.1). The aᵢ
/// come from the characteristic polynomial of N, Nⁿ = Σ aᵢ·Nⁿ⁻ⁱ; with the impulse response of the system, h₀ = m and hᵢ = vNⁱ⁻¹w, bᵢ = hᵢ - Σ
/// aⱼ·hᵢ₋ⱼ, j from 1 to i.</para>
/// <para>Before the first round there were no inputs, and the outputs that lead to s(0) are y(-i) = vN⁻ⁱ·s(0). The preceding full round computes
/// these outputs instead of s(0): its matrix is M with the rows [vN⁻ⁱw, vN¹⁻ⁱ] for i = n to 1, after the first row.</para>
/// <para>After the last of P rounds, s(P) follows from the last n outputs and inputs. With O the matrix of rows vNⁱ, i from 0 to n - 1, and Y and F
/// those outputs and inputs, oldest first, s(P-n) = O⁻¹·(Y - H·F), where H[i, j] = hᵢ₋ⱼ; and s(P) = Nⁿ·s(P-n) + Σ Nⁿ⁻¹⁻ʲw·Fⱼ.</para>
/// <para>Constants are added to outputs before storage, as inputs of the next S-box; the constants of later sums compensate for these
/// additions.</para>
/// </remarks>
internal sealed class PoseidonRecurrence
{
    private static readonly RetryableLazy<PoseidonRecurrence>[] Widths =
    [
        .. Enumerable.Range(PoseidonParameters.MinWidth, PoseidonParameters.MaxWidth - PoseidonParameters.MinWidth + 1)
            .Select(width => new RetryableLazy<PoseidonRecurrence>(() => new(PoseidonParameters.For(width)))),
    ];

    private readonly PoseidonParameters _parameters;
    private readonly int _order;
    private readonly Fr[] _outputs;
    private readonly Fr[] _inputs;

    private PoseidonRecurrence(PoseidonParameters parameters)
    {
        _parameters = parameters;
        _order = parameters.Width - 1;
        var mds = parameters.Mds;
        var width = parameters.Width;
        var corner = new SquareMatrix(_order, (i, j) => parameters.Mds[(i + 1) * width + j + 1]);
        var row = mds.Slice(1, _order).ToArray();
        var column = new Fr[_order];
        for (var i = 0; i < _order; i++) column[i] = mds[(i + 1) * width];

        var (rows, columns) = (PowersOf(corner.ApplyToRow, row, _order + 1), PowersOf(corner.Apply, column, _order));
        var observability = new SquareMatrix(_order, (i, j) => rows[i][j]).Inverse();
        var polynomial = observability.ApplyToRow(rows[_order]);
        _outputs = [.. Enumerable.Range(1, _order).Select(i => polynomial[_order - i])];
        Fr[] answers = [mds[0], .. columns.Select(power => Dot(row, power))];
        _inputs = [.. Enumerable.Range(0, _order + 1).Select(i =>
            Enumerable.Range(1, i).Aggregate(answers[i], (sum, j) => sum - _outputs[j - 1] * answers[i - j]))];

        Entry = EntryOf(corner.Inverse(), row, column);
        (Exit, ExitConstants) = ExitOf(corner.Power(_order).Multiply(observability), columns, answers);
    }

    /// <summary>The recurrence of a width of 2 to 17, derived once.</summary>
    public static PoseidonRecurrence For(int width) => Widths[width - PoseidonParameters.MinWidth].Value;

    /// <summary>The matrix of the preceding full round, t x t, row by row: the first element, then y(-n) to y(-1).</summary>
    public Fr[] Entry { get; }

    /// <summary>The matrix of s(P), n rows of 2n, by f(P-n), y(P-n), f(P-n+1) and so on.</summary>
    public Fr[] Exit { get; }

    /// <summary>The constants of s(P) for the next full round, minus the effect of the constants in stored outputs.</summary>
    public Fr[] ExitConstants { get; }

    /// <summary>The constant of the first round's S-box, then the constant of each round's sum.</summary>
    public Fr[] Constants => [_parameters.PartialConstants.First[0], .. Enumerable.Range(0, _parameters.PartialRounds).Select(ConstantOf)];

    /// <summary>The factors of the first t - 1 rounds, round by round.</summary>
    public Fr[] EarlyFactors => [.. Enumerable.Range(0, _order).SelectMany(FactorsOf)];

    /// <summary>The factors of all later rounds.</summary>
    public Fr[] Factors => [.. FactorsOf(_order)];

    /// <summary>
    /// The factors of a round's sum, oldest first: for y(k-n) to y(-1), as far as these exist, then f, y, f and so on to f(k). Constant from round n on.
    /// </summary>
    public IEnumerable<Fr> FactorsOf(int round)
    {
        for (var i = _order; i > round; i--) yield return _outputs[i - 1];
        for (var i = Math.Min(round, _order); i > 0; i--)
        {
            yield return _inputs[i];
            yield return _outputs[i - 1];
        }

        yield return _inputs[0];
    }

    /// <summary>The next outputs after a window of n inputs and n outputs, both oldest first, of rounds with the given inputs and constant terms.</summary>
    /// <param name="window">The inputs f(-n) to f(-1), then the outputs y(-n) to y(-1).</param>
    /// <param name="inputs">The inputs from f(0) on.</param>
    /// <param name="constants">The constant terms, one for each input.</param>
    public Fr[] Continue(ReadOnlySpan<Fr> window, ReadOnlySpan<Fr> inputs, ReadOnlySpan<Fr> constants)
    {
        Fr[] f = [.. window[.._order], .. inputs];
        Fr[] y = [.. window[_order..], .. new Fr[inputs.Length]];
        for (var k = _order; k < f.Length; k++)
        {
            y[k] = constants[k - _order] + _inputs[0] * f[k];
            for (var i = 1; i <= _order; i++) y[k] += _inputs[i] * f[k - i] + _outputs[i - 1] * y[k - i];
        }

        return y[_order..];
    }

    /// <summary>The constant term of a round's sum.</summary>
    private Fr ConstantOf(int round)
    {
        var constant = OutputConstant(round);
        for (var i = 1; i <= _order && i <= round; i++) constant -= _outputs[i - 1] * OutputConstant(round - i);
        return constant;
    }

    /// <summary>The constant in a stored output, for the S-box that consumes the output.</summary>
    private Fr OutputConstant(int round) =>
        round == _parameters.PartialRounds - 1 ? _parameters.PartialConstants.Final[0] : _parameters.PartialConstants.First[round + 1];

    private Fr[] EntryOf(SquareMatrix inverse, Fr[] row, Fr[] column)
    {
        var matrix = new List<Fr>(_parameters.Mds[.._parameters.Width].ToArray());
        var rows = PowersOf(inverse.ApplyToRow, row, _order + 1);
        for (var i = _order; i > 0; i--)
        {
            matrix.Add(Dot(rows[i], column));
            matrix.AddRange(rows[i - 1]);
        }

        return [.. matrix];
    }

    private (Fr[] Matrix, Fr[] Constants) ExitOf(SquareMatrix ofOutputs, Fr[][] columns, Fr[] answers)
    {
        var matrix = new Fr[2 * _order * _order];
        var constants = new Fr[_order];
        for (var i = 0; i < _order; i++)
        {
            constants[i] = _parameters.PartialConstants.Final[i + 1];
            for (var j = 0; j < _order; j++)
            {
                var ofInput = columns[_order - 1 - j][i];
                for (var k = j; k < _order; k++) ofInput -= ofOutputs[i, k] * answers[k - j];
                matrix[2 * (i * _order + j)] = ofInput;
                matrix[2 * (i * _order + j) + 1] = ofOutputs[i, j];
                constants[i] -= ofOutputs[i, j] * OutputConstant(_parameters.PartialRounds - _order + j);
            }
        }

        return (matrix, constants);
    }

    private static Fr[][] PowersOf(Func<Fr[], Fr[]> apply, Fr[] first, int count)
    {
        var powers = new Fr[count][];
        powers[0] = first;
        for (var i = 1; i < count; i++) powers[i] = apply(powers[i - 1]);
        return powers;
    }

    private static Fr Dot(Fr[] left, Fr[] right) => left.Zip(right).Aggregate(Fr.Zero, (sum, pair) => sum + pair.First * pair.Second);
}
