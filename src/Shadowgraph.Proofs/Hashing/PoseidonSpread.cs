using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>A single permutation of Poseidon with its state across the lanes of an instruction set, for wide states. Thread-safe.</summary>
internal abstract class PoseidonSpread
{
    /// <summary>The permutation of a width of 2 to 17 on a supported instruction set. Made on first use, and kept for the life of the process.</summary>
    public static PoseidonSpread For(InstructionSet set, int width) => InstructionSets.OverFr<OfWidth, PoseidonSpread>(set, new OfWidth(width));

    /// <summary>Whether this form is faster than <see cref="PoseidonPermutation"/>: with vectors, for states that fill the lanes well enough.</summary>
    public static bool IsFaster(InstructionSet set, int width) => set != InstructionSet.Portable && width >= 5;

    /// <summary>Permutes a state.</summary>
    /// <param name="state">t elements, which may be secrets.</param>
    /// <returns>The first element afterwards.</returns>
    public abstract Fr Permute(ReadOnlySpan<Fr> state);

    private readonly struct OfWidth(int width) : ILanesFunction<PoseidonSpread>
    {
        public PoseidonSpread Invoke<TLanes>()
            where TLanes : struct, IFieldLanes => PoseidonSpread<TLanes>.For(width);
    }
}
