using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>Permutations of Poseidon, several at once, on the lanes of one instruction set. Not thread-safe.</summary>
internal abstract class PoseidonLanes : IDisposable
{
    /// <summary>Permutations at once.</summary>
    public const int Count = ILanes.Count;

    /// <summary>Permutations of one width.</summary>
    /// <param name="set">A supported instruction set.</param>
    /// <param name="width">Elements of a state, 2 to 17.</param>
    public static PoseidonLanes Create(InstructionSet set, int width) =>
        InstructionSets.OverFr<OfWidth, PoseidonLanes>(set, new OfWidth(width));

    /// <summary>Permutes states.</summary>
    /// <param name="states">One after another, <see cref="Count"/> of them.</param>
    /// <param name="results">The first element of each afterwards.</param>
    public abstract void Permute(ReadOnlySpan<Fr> states, Span<Fr> results);

    /// <summary>Clears the memory and gives it back.</summary>
    public abstract void Dispose();

    private readonly struct OfWidth(int width) : ILanesFunction<PoseidonLanes>
    {
        public PoseidonLanes Invoke<TLanes>()
            where TLanes : struct, IFieldLanes => new PoseidonLanes<TLanes>(width);
    }
}
