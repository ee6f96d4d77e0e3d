using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>Pairs of rows of packed points with sums that stay in lanes: the first round of trees.</summary>
/// <param name="source">The points.</param>
/// <param name="terms">The rows: eight terms in each.</param>
/// <param name="places">Points in lanes.</param>
/// <param name="pairs">The pairs of rows to add.</param>
/// <param name="groups">The number of pairs.</param>
internal readonly unsafe struct FirstRound<TLanes>(byte* source, uint* terms, double* places, RowPair* pairs, int groups) : IPointPairs
    where TLanes : struct, ILanes
{
    public static int HeldBlocks => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(int group, double* held)
    {
        // The first points are unpacked at the place of the sum, so the batch holds only
        // the second points.
        var first = First(group, held);
        TLanes.LoadPoints(first, first + TLanes.BlockLength, (ulong*)source, Row(pairs[group].First), 1);
        TLanes.LoadPoints(held, held + TLanes.BlockLength, (ulong*)source, Row(pairs[group].Second), 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double* First(int group, double* held) => places + (long)pairs[group].Place * LanePoint<TLanes>.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double* Second(int group, double* held) => held;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int group)
    {
        // The last groups have no successor to prefetch.
        if (group >= groups) return;

        // Both rows refer to points anywhere in the source.
        LanePoint<TLanes>.Prefetch(source, Row(pairs[group].First), 1);
        LanePoint<TLanes>.Prefetch(source, Row(pairs[group].Second), 1);
    }

    public void Finish(int group, double* held)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint* Row(int row) => terms + ILanes.Count * row;
}
