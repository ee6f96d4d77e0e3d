using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>One permutation of Poseidon across the lanes.</summary>
/// <remarks>
/// <para>A full round holds eight elements of the state in a block. Its matrix is applied column by column: an element is broadcast, times the column's
/// block, and the sums are reduced once.</para>
/// <para>Partial rounds go in steps of eight. The outputs of a step, without the effect of the step's own inputs, are sums over the last n inputs and
/// outputs (<see cref="PoseidonRecurrence"/>), an output per lane. Within the step, S-boxes and the responses to the step's own inputs are computed as
/// single numbers: each output waits for the output before.</para>
/// <para>Bounds, in the terms of <see cref="IFieldLanes.MultiplyByScalars"/>, with reduced constants as blocks and variables as scalars: S-boxes get
/// reduced values, so their powers are up to 1.6·m with digits of 52 bits and up to 0.62·m with AVX2; the window of partial rounds has reduced values.
/// The constants of a sum add up to at most 10·m (a test checks all constants): 16·m² and 6.2·m².</para>
/// </remarks>
internal sealed unsafe class PoseidonSpread<TLanes> : PoseidonSpread
    where TLanes : struct, IFieldLanes
{
    private const int Block = IFieldLanes.Length;
    private const int Scalar = IFieldLanes.ScalarLength;
    private const int Lanes = ILanes.Count;
    private const int MaxGroups = (PoseidonParameters.MaxWidth + Lanes - 1) / Lanes;
    private const int MaxOrder = PoseidonParameters.MaxWidth - 1;

    private static readonly RetryableLazy<PoseidonSpread<TLanes>>[] Widths =
    [
        .. Enumerable.Range(PoseidonParameters.MinWidth, PoseidonParameters.MaxWidth - PoseidonParameters.MinWidth + 1)
            .Select(width => new RetryableLazy<PoseidonSpread<TLanes>>(() => new(new PoseidonSpreadConstants<TLanes>(width)))),
    ];

    private readonly PoseidonSpreadConstants<TLanes> _constants;
    private readonly int _width;
    private readonly int _groups;

    private PoseidonSpread(PoseidonSpreadConstants<TLanes> constants)
    {
        _constants = constants;
        _width = constants.Parameters.Width;
        _groups = (_width + Lanes - 1) / Lanes;
    }

    public static PoseidonSpread<TLanes> For(int width) => Widths[width - PoseidonParameters.MinWidth].Value;

    [SkipLocalsInit]
    public override Fr Permute(ReadOnlySpan<Fr> state)
    {
        const int half = PoseidonParameters.FullRounds / 2;
        const int length = (1 + MaxGroups) * Block + MaxGroups * Lanes * Scalar + 2 * MaxOrder * Scalar;
        var memory = stackalloc double[length + BlockAlignment.Slack];
        var power = BlockAlignment.Align(memory);
        var blocks = power + Block;
        var scalars = blocks + MaxGroups * Block;
        var window = scalars + MaxGroups * Lanes * Scalar;
        var numbers = stackalloc Limbs[MaxGroups * Lanes];

        new Span<Limbs>(numbers, MaxGroups * Lanes).Clear();
        for (var i = 0; i < _width; i++) numbers[i] = (state[i] + _constants.Parameters.RoundConstants[i]).MontgomeryForm;
        for (var group = 0; group < _groups; group++) TLanes.FromMontgomery(blocks + group * Block, numbers + group * Lanes);
        for (var round = 0; round < half - 1; round++) FullRound(power, blocks, scalars, _constants.Mds, _constants.FirstConstants + round * _groups * Block);

        FullRound(power, blocks, scalars, _constants.Entry, _constants.EntryConstants);
        PartialRounds(blocks, window);

        for (var round = 0; round < half - 1; round++) FullRound(power, blocks, scalars, _constants.Mds, _constants.LastConstants + round * _groups * Block);
        FifthPowers(power, blocks, scalars);
        TLanes.MultiplyByScalars(blocks, _constants.Mds, scalars, _width, _constants.Zero);
        TLanes.ToMontgomery(numbers, blocks);
        var first = Fr.FromMontgomeryUnchecked(numbers[0]);

        CryptographicOperations.ZeroMemory(new Span<byte>(power, length * sizeof(double)));
        CryptographicOperations.ZeroMemory(new Span<byte>(numbers, MaxGroups * Lanes * sizeof(Limbs)));
        return first;
    }

    /// <summary>S-boxes, matrix, and the constants of the next round.</summary>
    private void FullRound(double* power, double* blocks, double* scalars, double* matrix, double* constants)
    {
        FifthPowers(power, blocks, scalars);
        for (var group = 0; group < _groups; group++, blocks += Block, matrix += _width * Block, constants += Block)
        {
            TLanes.MultiplyByScalars(blocks, matrix, scalars, _width, _constants.Zero);
            TLanes.AddReduced(blocks, blocks, constants);
        }
    }

    /// <summary>The fifth powers of all elements, as scalars.</summary>
    private void FifthPowers(double* power, double* blocks, double* scalars)
    {
        for (var group = 0; group < _groups; group++, blocks += Block, scalars += Lanes * Scalar)
        {
            TLanes.Square(power, blocks);
            TLanes.Square(power, power);
            TLanes.Multiply(power, power, blocks);
            TLanes.ToScalars(scalars, power);
        }
    }

    /// <summary>The partial rounds, and the state for the next full round.</summary>
    /// <param name="blocks">The first output with its constant, then y(-n) to y(-1). Receives the state.</param>
    /// <param name="window">Memory for n inputs and n outputs, both oldest first.</param>
    [SkipLocalsInit]
    private void PartialRounds(double* blocks, double* window)
    {
        const int length = 3 * Block;
        var memory = stackalloc double[length + BlockAlignment.Slack];
        double* outputs = BlockAlignment.Align(memory), converted = outputs + Block, scalars = converted + Block;
        var numbers = stackalloc Fr[3 * Lanes];
        Fr* without = numbers, inputs = numbers + Lanes, results = inputs + Lanes;
        var (order, rounds) = (_width - 1, _constants.Parameters.PartialRounds);

        TLanes.ToMontgomery((Limbs*)without, blocks);
        var output = without[0];
        new Span<double>(window, order * Scalar).Clear();
        var earlier = window + order * Scalar;
        for (var group = 0; group < _groups; group++)
        {
            TLanes.ToScalars(scalars, blocks + group * Block);
            for (var lane = 0; lane < Lanes; lane++)
            {
                if (group * Lanes + lane - 1 is var position and >= 0 && position < order)
                    new ReadOnlySpan<double>(scalars + lane * Scalar, Scalar).CopyTo(new(earlier + position * Scalar, Scalar));
            }
        }

        var constants = _constants.StepConstants;
        for (var round = 0; round < rounds; round += Lanes, constants += Block)
        {
            TLanes.MultiplyByScalars(outputs, _constants.Step, window, 2 * order, _constants.Zero);
            TLanes.Add(outputs, outputs, constants);
            TLanes.ToMontgomery((Limbs*)without, outputs);
            var count = Math.Min(Lanes, rounds - round);
            for (var i = 0; i < count; i++)
            {
                inputs[i] = FifthPower(output);
                results[i] = output = without[i] + Response(inputs, i + 1);
            }

            Shift(window, inputs, count, converted, scalars);
            Shift(earlier, results, count, converted, scalars);
        }

        for (var group = 0; group < _groups; group++)
        {
            TLanes.MultiplyByScalars(outputs, _constants.Exit + group * 2 * order * Block, window, 2 * order, _constants.Zero);
            TLanes.AddReduced(blocks + group * Block, outputs, _constants.ExitConstants + group * Block);
        }

        CryptographicOperations.ZeroMemory(new Span<byte>(outputs, length * sizeof(double)));
        CryptographicOperations.ZeroMemory(new Span<byte>(numbers, 3 * Lanes * sizeof(Fr)));
    }

    /// <summary>The effect of a step's first inputs on the output after the last of these.</summary>
    private Fr Response(Fr* inputs, int count)
    {
        // The response to input j is at the end minus j: both run in the same direction.
        var responses = _constants.Responses.AsSpan(Lanes - count, count);
        var rest = count % 3;
        var sum = rest switch
        {
            0 => Fr.Zero,
            1 => responses[0] * inputs[0],
            _ => Fr.SumOfProducts(responses[0], inputs[0], responses[1], inputs[1]),
        };
        for (var i = rest; i < count; i += 3)
            sum += Fr.SumOfProducts(responses[i], inputs[i], responses[i + 1], inputs[i + 1], responses[i + 2], inputs[i + 2]);
        return sum;
    }

    /// <summary>Appends values to the n values of a window, and drops as many of the oldest.</summary>
    private void Shift(double* window, Fr* values, int count, double* converted, double* scalars)
    {
        var order = _width - 1;
        TLanes.FromMontgomery(converted, (Limbs*)values);
        TLanes.Reduce(converted, converted);
        TLanes.ToScalars(scalars, converted);
        var kept = Math.Max(0, order - count);
        new ReadOnlySpan<double>(window + (order - kept) * Scalar, kept * Scalar).CopyTo(new(window, kept * Scalar));
        var added = order - kept;
        new ReadOnlySpan<double>(scalars + (count - added) * Scalar, added * Scalar).CopyTo(new(window + kept * Scalar, added * Scalar));
    }

    private static Fr FifthPower(in Fr value)
    {
        var square = value.Square();
        return square.Square() * value;
    }
}
