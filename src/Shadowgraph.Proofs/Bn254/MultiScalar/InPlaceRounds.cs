using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>Pairs of rows of points in lanes, with each sum in the place of the first row: the later rounds of trees.</summary>
/// <param name="places">Points in lanes.</param>
/// <param name="pairs">The pairs of rows to add.</param>
internal readonly unsafe struct InPlaceRounds<TLanes>(double* places, RowPair* pairs) : IPointPairs
    where TLanes : struct, ILanes
{
    public static int HeldBlocks => 0;

    public void Load(int group, double* held)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double* First(int group, double* held) => places + (long)pairs[group].Place * LanePoint<TLanes>.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double* Second(int group, double* held) => places + (long)pairs[group].Second * LanePoint<TLanes>.Length;

    public void Prefetch(int group)
    {
    }

    public void Finish(int group, double* held)
    {
    }
}
