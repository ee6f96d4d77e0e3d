using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>
/// Poseidon over <see cref="Fr"/> as defined by circomlib and circomlibjs: the common hash of registry, commitments and circuits.
/// </summary>
/// <remarks>
/// A permutation of t = inputs + 1 elements; the first element holds the initial state, and finally the hash. Costs 3·(8t + P) multiplications for
/// the S-boxes and 9t² + (P - 1)(2t - 1) for the matrices, P being the number of partial rounds. Thread-safe.
/// </remarks>
internal static class Poseidon
{
    public const int MaxInputs = PoseidonParameters.MaxWidth - 1;

    /// <summary>The hash of 1 to 16 elements.</summary>
    public static Fr Hash(params ReadOnlySpan<Fr> inputs) => Hash(inputs, Fr.Zero);

    /// <summary>The hash of 1 to 16 elements from an initial state: circomlibjs's poseidon(inputs, initState).</summary>
    [SkipLocalsInit]
    public static Fr Hash(ReadOnlySpan<Fr> inputs, in Fr initialState)
    {
        if (inputs.Length is 0 or > MaxInputs) ThrowInputCount(inputs.Length);
        var parameters = PoseidonParameters.For(inputs.Length + 1);
        Span<Fr> buffer = stackalloc Fr[2 * parameters.Width];
        var state = buffer[..parameters.Width];
        state[0] = initialState;
        inputs.CopyTo(state[1..]);

        Permute(parameters, state, buffer[parameters.Width..]);

        // Inputs may be secrets (a salt, an identity): the state is cleared from the stack.
        var hash = state[0];
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(buffer));
        return hash;
    }

    /// <summary>Matrix, row by row, times column.</summary>
    internal static void Apply(ReadOnlySpan<Fr> matrix, ReadOnlySpan<Fr> column, Span<Fr> result)
    {
        for (var i = 0; i < result.Length; i++)
        {
            var row = matrix.Slice(i * column.Length, column.Length);
            var sum = row[0] * column[0];
            for (var j = 1; j < row.Length; j++) sum += row[j] * column[j];
            result[i] = sum;
        }
    }

    private static void Permute(PoseidonParameters parameters, Span<Fr> state, Span<Fr> scratch)
    {
        const int half = PoseidonParameters.FullRounds / 2;
        var width = parameters.Width;
        for (var round = 0; round < half; round++)
        {
            FullRound(parameters.RoundConstants.Slice(round * width, width), parameters.Mds, state, scratch);
        }

        PartialRounds(parameters, state, scratch);

        FullRound(parameters.Sparse.FinalConstants, parameters.Mds, state, scratch);
        for (var round = half + parameters.PartialRounds + 1; round < parameters.Rounds; round++)
        {
            FullRound(parameters.RoundConstants.Slice(round * width, width), parameters.Mds, state, scratch);
        }
    }

    private static void FullRound(ReadOnlySpan<Fr> constants, ReadOnlySpan<Fr> matrix, Span<Fr> state, Span<Fr> scratch)
    {
        for (var i = 0; i < state.Length; i++) scratch[i] = FifthPower(state[i] + constants[i]);
        Apply(matrix, scratch, state);
    }

    private static void PartialRounds(PoseidonParameters parameters, Span<Fr> state, Span<Fr> scratch)
    {
        var form = parameters.Sparse;
        var constants = form.PartialConstants;
        var corner = parameters.Mds[0];
        var rest = state[1..];
        for (var k = 0; k < constants.Length - 1; k++)
        {
            var row = form.Rows.Slice(k * rest.Length, rest.Length);
            var column = form.Columns.Slice(k * rest.Length, rest.Length);
            var first = FifthPower(state[0] + constants[k]);
            var sum = corner * first;
            for (var j = 0; j < rest.Length; j++)
            {
                sum += row[j] * rest[j];
                rest[j] += column[j] * first;
            }

            state[0] = sum;
        }

        state[0] = FifthPower(state[0] + constants[^1]);
        state.CopyTo(scratch);
        Apply(form.LastMatrix, scratch, state);
    }

    private static Fr FifthPower(in Fr value)
    {
        var square = value.Square();
        return square.Square() * value;
    }

    private static void ThrowInputCount(int count) =>
        throw new ArgumentException($"Poseidon takes 1 to {MaxInputs} elements, not {count}.", nameof(count));
}
