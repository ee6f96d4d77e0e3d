using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>Many hashes of equal arity, each equal to the result of <see cref="Poseidon"/>, in lanes. Thread-safe.</summary>
internal static class PoseidonBatch
{
    /// <summary>Hashes rows of inputs.</summary>
    /// <param name="arity">Elements in a row, 1 to 16.</param>
    /// <param name="inputs">Row after row.</param>
    /// <param name="hashes">A hash per row.</param>
    public static void Hash(int arity, ReadOnlySpan<Fr> inputs, Span<Fr> hashes) => Hash(InstructionSets.Best, arity, inputs, hashes);

    /// <summary>The same on a supported instruction set.</summary>
    public static void Hash(InstructionSet set, int arity, ReadOnlySpan<Fr> inputs, Span<Fr> hashes)
    {
        if (hashes.Length < FewestInLanes(set, arity))
        {
            for (var i = 0; i < hashes.Length; i++) hashes[i] = Poseidon.Hash(inputs.Slice(i * arity, arity));
            return;
        }

        var width = arity + 1;
        Span<Fr> buffer = stackalloc Fr[PoseidonLanes.Count * (width + 1)];
        var states = buffer[..(PoseidonLanes.Count * width)];
        var results = buffer[states.Length..];
        states.Clear();
        using var lanes = PoseidonLanes.Create(set, width);
        for (var start = 0; start < hashes.Length; start += PoseidonLanes.Count)
        {
            var count = Math.Min(PoseidonLanes.Count, hashes.Length - start);
            for (var i = 0; i < count; i++) inputs.Slice((start + i) * arity, arity).CopyTo(states.Slice(i * width + 1, arity));
            lanes.Permute(states, results);
            results[..count].CopyTo(hashes[start..]);
        }

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(buffer));
    }

    /// <summary>Hashes chains of blocks of 16 elements, each block from the hash of its predecessor: 0 before the first.</summary>
    /// <remarks>
    /// A lane starts a new chain as soon as its present chain ends, the longest chains first: lanes therefore stay full, even for chains of very
    /// different lengths.
    /// </remarks>
    /// <param name="set">A supported instruction set.</param>
    /// <param name="chains">The source of the blocks.</param>
    /// <param name="hashes">A hash per chain; 0 for a chain without blocks.</param>
    /// <param name="cancellationToken">Observed before each permutation.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void HashChains<TChains>(InstructionSet set, TChains chains, Span<Fr> hashes, CancellationToken cancellationToken)
        where TChains : IPoseidonChains
    {
        const int width = Poseidon.MaxInputs + 1;
        hashes.Clear();
        var order = new int[hashes.Length];
        var keys = new int[hashes.Length];
        for (var i = 0; i < order.Length; i++) (order[i], keys[i]) = (i, -chains.BlocksOf(i));
        Array.Sort(keys, order);
        var left = order.Length;
        while (left > 0 && keys[left - 1] == 0) left--;

        Span<Fr> buffer = stackalloc Fr[PoseidonLanes.Count * (width + 1)];
        var states = buffer[..(PoseidonLanes.Count * width)];
        var results = buffer[states.Length..];
        Span<int> chainOf = stackalloc int[PoseidonLanes.Count];
        Span<int> blockOf = stackalloc int[PoseidonLanes.Count];
        chainOf.Fill(-1);
        states.Clear();
        PoseidonLanes? lanes = null;
        for (var (next, busy) = (0, 0); ;)
        {
            if (cancellationToken.IsCancellationRequested) break;
            for (var lane = 0; lane < PoseidonLanes.Count; lane++)
            {
                if (chainOf[lane] < 0 && next < left)
                {
                    (chainOf[lane], blockOf[lane]) = (order[next++], 0);
                    busy++;
                }

                if (chainOf[lane] is var chain and >= 0)
                {
                    states[lane * width] = hashes[chain];
                    chains.ReadBlock(chain, blockOf[lane]++, states.Slice(lane * width + 1, Poseidon.MaxInputs));
                }
            }

            if (busy == 0) break;
            if (busy < FewestInLanes(set, Poseidon.MaxInputs))
            {
                for (var lane = 0; lane < PoseidonLanes.Count; lane++)
                {
                    if (chainOf[lane] >= 0) results[lane] = Poseidon.Hash(states.Slice(lane * width + 1, Poseidon.MaxInputs), states[lane * width]);
                }
            }
            else
            {
                lanes ??= PoseidonLanes.Create(set, width);
                lanes.Permute(states, results);
            }

            for (var lane = 0; lane < PoseidonLanes.Count; lane++)
            {
                if (chainOf[lane] is not (var chain and >= 0)) continue;
                hashes[chain] = results[lane];
                if (blockOf[lane] < chains.BlocksOf(chain)) continue;
                chainOf[lane] = -1;
                busy--;
            }
        }

        lanes?.Dispose();
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(buffer));
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>For fewer hashes single permutations are faster: the cost of lanes does not depend on their use.</summary>
    private static int FewestInLanes(InstructionSet set, int arity) => set switch
    {
        InstructionSet.Avx512 => arity < 6 ? 2 : arity < 12 ? 3 : 4,
        InstructionSet.Avx2 => arity < 4 ? 2 : arity < 12 ? 3 : 4,
        _ => arity < 6 ? 4 : 5,
    };
}
