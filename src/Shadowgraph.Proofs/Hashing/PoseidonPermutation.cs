using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>The permutation of one width in single numbers, for narrow states and for processors without vectors; <see cref="PoseidonSpread"/> is faster
/// for wide states, and <see cref="PoseidonLanes"/> computes eight permutations at once.</summary>
/// <remarks>
/// A full round computes t sums of t products, a partial round a sum of <see cref="PoseidonRecurrence"/>, with a reduction for three products each. With P
/// partial rounds, the cost is 8t² + P(2t - 1) + 2(t - 1)² products by constants, a third as many reductions, and 3(8t + P) multiplications for the
/// S-boxes. Immutable, safe to share between threads.
/// </remarks>
internal sealed class PoseidonPermutation
{
    private const int Half = PoseidonParameters.FullRounds / 2;

    private static readonly RetryableLazy<PoseidonPermutation>[] Widths =
    [
        .. Enumerable.Range(PoseidonParameters.MinWidth, PoseidonParameters.MaxWidth - PoseidonParameters.MinWidth + 1)
            .Select(width => new RetryableLazy<PoseidonPermutation>(() => new(PoseidonParameters.For(width)))),
    ];

    private readonly PoseidonParameters _parameters;
    private readonly Fr[] _factors;
    private readonly int _entry;
    private readonly int _exit;
    private readonly int _early;
    private readonly int _repeated;
    private readonly Fr[] _partialConstants;
    private readonly Fr[] _exitConstants;

    private PoseidonPermutation(PoseidonParameters parameters)
    {
        var recurrence = PoseidonRecurrence.For(parameters.Width);
        _parameters = parameters;
        var factors = new List<Fr>(parameters.Mds.ToArray());
        _entry = Add(recurrence.Entry);
        _exit = Add(recurrence.Exit);
        _early = Add(recurrence.EarlyFactors);
        _repeated = Add(recurrence.Factors);
        _factors = [.. factors];
        _partialConstants = recurrence.Constants;
        _exitConstants = recurrence.ExitConstants;

        int Add(Fr[] more)
        {
            var start = factors.Count;
            factors.AddRange(more);
            return start;
        }
    }

    private int Width => _parameters.Width;

    /// <summary>Elements of the recurrence's state: all but the first.</summary>
    private int Order => _parameters.Width - 1;

    /// <summary>The permutation for a width of 2 to 17.</summary>
    public static PoseidonPermutation For(int width) => Widths[width - PoseidonParameters.MinWidth].Value;

    /// <summary>Permutes a state.</summary>
    /// <param name="state">t elements, which may be secrets: cleared afterwards.</param>
    /// <returns>The first element afterwards.</returns>
    [SkipLocalsInit]
    public Fr Permute(Span<Fr> state)
    {
        Span<Fr> scratch = stackalloc Fr[Width + Order + 2 * _parameters.PartialRounds];
        var powers = scratch[..Width];
        var constants = _parameters.RoundConstants;
        for (var i = 0; i < Width; i++) state[i] += constants[i];
        for (var round = 1; round < Half; round++) FullRound(state, powers, constants.Slice(round * Width, Width));

        PartialRounds(state, powers, scratch[Width..]);

        for (var round = Half + _parameters.PartialRounds + 1; round < _parameters.Rounds; round++)
            FullRound(state, powers, constants.Slice(round * Width, Width));
        FifthPowers(state, powers);
        var first = Sum(0, powers);

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(state));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(scratch));
        return first;
    }

    /// <summary>S-boxes, matrix, and the constants of the next round.</summary>
    private void FullRound(Span<Fr> state, Span<Fr> powers, ReadOnlySpan<Fr> next)
    {
        FifthPowers(state, powers);
        for (var i = 0; i < state.Length; i++) state[i] = Sum(i * powers.Length, powers) + next[i];
    }

    /// <summary>The full round before the partial ones, and these. In the history, from the oldest on, are y(-n) to y(-1), then f(0), y(0), f(1) and
    /// so on, n being the order.</summary>
    private void PartialRounds(Span<Fr> state, Span<Fr> powers, Span<Fr> history)
    {
        var order = Order;
        FifthPowers(state, powers);
        var output = Sum(_entry, powers) + _partialConstants[0];
        for (var i = 1; i < Width; i++) history[i - 1] = Sum(_entry + i * Width, powers);

        var factors = _early;
        var end = order;
        for (var round = 0; round < _parameters.PartialRounds; round++)
        {
            history[end] = FifthPower(output);
            var length = Math.Min(round, order) + order + 1;
            output = Sum(round < order ? factors : _repeated, history.Slice(end + 1 - length, length)) + _partialConstants[round + 1];
            factors += length;
            history[end + 1] = output;
            end += 2;
        }

        state[0] = output;
        var last = history.Slice(end - 2 * order, 2 * order);
        for (var i = 0; i < order; i++) state[i + 1] = Sum(_exit + i * 2 * order, last) + _exitConstants[i];
    }

    /// <summary>The sum of factors times values, three products to a reduction.</summary>
    private Fr Sum(int firstFactor, ReadOnlySpan<Fr> values)
    {
        var factors = _factors.AsSpan(firstFactor, values.Length);
        var rest = values.Length % 3;
        var sum = rest switch
        {
            0 => Fr.Zero,
            1 => factors[0] * values[0],
            _ => Fr.SumOfProducts(factors[0], values[0], factors[1], values[1]),
        };
        for (var i = rest; i < values.Length; i += 3)
            sum += Fr.SumOfProducts(factors[i], values[i], factors[i + 1], values[i + 1], factors[i + 2], values[i + 2]);
        return sum;
    }

    private static void FifthPowers(ReadOnlySpan<Fr> values, Span<Fr> powers)
    {
        for (var i = 0; i < values.Length; i++) powers[i] = FifthPower(values[i]);
    }

    private static Fr FifthPower(in Fr value)
    {
        var square = value.Square();
        return square.Square() * value;
    }
}
