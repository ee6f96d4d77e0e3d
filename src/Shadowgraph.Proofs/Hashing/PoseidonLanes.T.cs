using System.Runtime.InteropServices;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>Eight permutations of Poseidon at once, one per lane.</summary>
/// <remarks>
/// <para>Full rounds are sums of t products each, partial rounds the sums of <see cref="PoseidonRecurrence"/>; each sum is reduced once. Counted in
/// multiplications of digits, with 25 for a product and 25 for a reduction, the cost is 130 for an S-box and 25·(k + 1) for a sum of k products. The
/// total for t = 17 is 148 000, compared with 267 000 for the sparse form with a reduction for each product; for t = 3, 21 400 and 29 000.</para>
/// <para>Bounds, in the terms of <see cref="IFieldLanes.MultiplyByScalars"/>: the constants of a sum, at most 2t - 1 = 33 of them, add up to at most
/// 10·m (a test checks all constants). With digits of 52 bits, sums are up to 2.4·m and their powers up to 1.6·m. With AVX2, sums are up to m/2, and
/// their powers, x⁵ with one reduction for each of three products, up to 0.62·m: at most 6.2·m² together. The inputs are products by a reduced
/// constant, up to 0.69·m, with powers up to 0.68·m; the first sums have at most 17 factors of m/2: 5.8·m².</para>
/// <para>Inputs may be secrets (a salt): all memory is cleared before its release.</para>
/// </remarks>
internal sealed unsafe class PoseidonLanes<TLanes> : PoseidonLanes
    where TLanes : struct, IFieldLanes
{
    private const int Block = IFieldLanes.Length;
    private const int Scalar = IFieldLanes.ScalarLength;

    private readonly PoseidonLaneConstants<TLanes> _constants;
    private readonly Limbs* _column;
    private readonly double* _state;
    private readonly nuint _bytes;
    private bool _isFreed;

    public PoseidonLanes(int width)
    {
        _constants = PoseidonLaneConstants<TLanes>.For(width);
        var blocks = 3 * width + 2 * _constants.Parameters.PartialRounds;
        _bytes = (nuint)(blocks * Block * sizeof(double) + Count * sizeof(Limbs));
        _state = (double*)NativeMemory.AlignedAlloc(_bytes, 64);
        _column = (Limbs*)(_state + blocks * Block);
    }

    ~PoseidonLanes() => Free();

    public override void Permute(ReadOnlySpan<Fr> states, Span<Fr> results)
    {
        var parameters = _constants.Parameters;
        for (var i = 0; i < parameters.Width; i++)
        {
            var constant = parameters.RoundConstants[i];
            for (var lane = 0; lane < Count; lane++) _column[lane] = (states[lane * parameters.Width + i] + constant).MontgomeryForm;
            TLanes.FromMontgomery(_state + i * Block, _column);
        }

        Permute();
        TLanes.ToMontgomery(_column, _state);
        for (var lane = 0; lane < Count; lane++) results[lane] = Fr.FromMontgomeryUnchecked(_column[lane]);
    }

    public override void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Permutes the state, to which the first round's constants have been added already. The first element of the result is in the first block.
    /// </summary>
    private void Permute()
    {
        var constants = _constants;
        var state = _state;
        const int half = PoseidonParameters.FullRounds / 2;
        var width = constants.Parameters.Width;
        double* powers = state + width * Block, history = powers + width * Block;
        for (var round = 0; round < half - 1; round++)
        {
            FifthPowers(powers, state, width);
            Apply(state, powers, width, width, constants.Mds, constants.FirstConstants + round * width * Scalar);
        }

        FifthPowers(powers, state, width);
        TLanes.MultiplyByScalars(state, powers, constants.Entry, width, constants.PartialConstants);
        for (var i = 1; i < width; i++)
            TLanes.MultiplyByScalars(history + (i - 1) * Block, powers, constants.Entry + i * width * Scalar, width, constants.Zero);
        PartialRounds(constants, state, history);

        for (var round = 0; round < half - 1; round++)
        {
            FifthPowers(powers, state, width);
            Apply(state, powers, width, width, constants.Mds, constants.LastConstants + round * width * Scalar);
        }

        FifthPowers(powers, state, width);
        TLanes.MultiplyByScalars(state, powers, constants.Mds, width, constants.Zero);
    }

    /// <summary>The history holds, oldest first, y(-n) to y(-1), then f(0), y(0), f(1) and so on.</summary>
    private static void PartialRounds(PoseidonLaneConstants<TLanes> constants, double* state, double* history)
    {
        var order = constants.Parameters.Width - 1;
        var rounds = constants.Parameters.PartialRounds;
        double* factors = constants.EarlyFactors, output = state, window = history, next = history + order * Block;
        for (var round = 0; round < rounds; round++)
        {
            FifthPower(next, output);
            output = next + Block;
            var constant = constants.PartialConstants + (round + 1) * Scalar;
            if (round < order)
            {
                TLanes.MultiplyByScalars(output, window, factors, order + round + 1, constant);
                factors += (order + round + 1) * Scalar;
                window += Block;
            }
            else
            {
                TLanes.MultiplyByScalars(output, next - 2 * order * Block, constants.Factors, 2 * order + 1, constant);
            }

            next += 2 * Block;
        }

        // The last output is the first element of the new state.
        new Span<double>(output, Block).CopyTo(new Span<double>(state, Block));
        Apply(state + Block, next - 2 * order * Block, 2 * order, order, constants.Exit, constants.ExitConstants);
    }

    private static void Apply(double* result, double* column, int columnLength, int rows, double* matrix, double* constants)
    {
        for (var i = 0; i < rows; i++)
        {
            TLanes.MultiplyByScalars(result, column, matrix, columnLength, constants);
            result += Block;
            matrix += columnLength * Scalar;
            constants += Scalar;
        }
    }

    private static void FifthPowers(double* result, double* values, int count)
    {
        for (var i = 0; i < count; i++) FifthPower(result + i * Block, values + i * Block);
    }

    private static void FifthPower(double* result, double* value)
    {
        TLanes.Square(result, value);
        TLanes.Square(result, result);
        TLanes.Multiply(result, result, value);
    }

    private void Free()
    {
        if (_isFreed) return;
        _isFreed = true;
        new Span<byte>(_state, (int)_bytes).Clear();
        NativeMemory.AlignedFree(_state);
    }
}
