using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>
/// Poseidon over <see cref="Fr"/> as circomlib and circomlibjs define it: the hash that registry, commitments and circuits share.
/// </summary>
/// <remarks>One permutation of t = inputs + 1 elements: the first starts as the initial state, and is the hash in the end.
/// <see cref="PoseidonPermutation"/> states the cost, <see cref="PoseidonSpread"/> is faster for wide states. Thread-safe.</remarks>
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
        Span<Fr> state = stackalloc Fr[inputs.Length + 1];
        state[0] = initialState;
        inputs.CopyTo(state[1..]);
        if (!PoseidonSpread.IsFaster(InstructionSets.Best, state.Length)) return PoseidonPermutation.For(state.Length).Permute(state);
        var hash = PoseidonSpread.For(InstructionSets.Best, state.Length).Permute(state);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(state));
        return hash;
    }

    private static void ThrowInputCount(int count) =>
        throw new ArgumentException($"Poseidon takes 1 to {MaxInputs} elements, not {count}.", nameof(count));
}
