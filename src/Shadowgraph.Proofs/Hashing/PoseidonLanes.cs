using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>Several concurrent permutations of Poseidon, in the lanes of an instruction set. Not thread-safe.</summary>
internal abstract class PoseidonLanes : IDisposable
{
    /// <summary>The number of concurrent permutations.</summary>
    public const int Count = ILanes.Count;

    /// <summary>Permutations of one width.</summary>
    /// <param name="set">A supported instruction set.</param>
    /// <param name="width">Elements of a state, 2 to 17.</param>
    public static PoseidonLanes Create(InstructionSet set, int width) =>
        InstructionSets.OverFr<OfWidth, PoseidonLanes>(set, new OfWidth(width));

    /// <summary>Permutes states.</summary>
    /// <param name="states"><see cref="Count"/> consecutive states.</param>
    /// <param name="results">The first element of each permuted state.</param>
    public abstract void Permute(ReadOnlySpan<Fr> states, Span<Fr> results);

    /// <summary>Clears and releases the memory.</summary>
    public abstract void Dispose();

    private readonly struct OfWidth(int width) : ILanesFunction<PoseidonLanes>
    {
        public PoseidonLanes Invoke<TLanes>()
            where TLanes : struct, IFieldLanes => new PoseidonLanes<TLanes>(width);
    }
}
