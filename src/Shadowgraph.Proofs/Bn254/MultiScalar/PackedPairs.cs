using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>Pairs of packed points, whose sums are packed as well.</summary>
internal readonly unsafe struct PackedPairs<TLanes> : IPointPairs
    where TLanes : struct, ILanes
{
    private const int Terms = 2 * ILanes.Count;

    private readonly byte* _left;
    private readonly byte* _right;
    private readonly uint* _terms;
    private readonly byte* _sums;
    private readonly uint* _lastTerms;
    private readonly int _lastGroup;

    /// <param name="left">The first points.</param>
    /// <param name="right">The second points, perhaps among the same ones.</param>
    /// <param name="terms">Two for each pair: twice the index of a point, plus 1 if it is to be negated.</param>
    /// <param name="count">How many pairs, at least 1.</param>
    /// <param name="sums">Receives the sums, eight in the last group too.</param>
    /// <param name="lastTerms">Room for 16 terms: the last pair is repeated until there are eight in its group.</param>
    public PackedPairs(byte* left, byte* right, uint* terms, int count, byte* sums, uint* lastTerms)
    {
        _left = left;
        _right = right;
        _terms = terms;
        _sums = sums;
        _lastTerms = lastTerms;
        _lastGroup = Groups(count) - 1;
        for (var lane = 0; lane < ILanes.Count; lane++)
        {
            var pair = Math.Min(ILanes.Count * _lastGroup + lane, count - 1);
            lastTerms[2 * lane] = terms[2 * pair];
            lastTerms[2 * lane + 1] = terms[2 * pair + 1];
        }
    }

    /// <summary>Groups of so many pairs.</summary>
    public static int Groups(int pairs) => (pairs + ILanes.Count - 1) / ILanes.Count;

    public static int HeldBlocks => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(int group, double* held)
    {
        var terms = group == _lastGroup ? _lastTerms : _terms + Terms * group;
        double* first = First(group, held), second = Second(group, held);
        TLanes.LoadPoints(first, first + TLanes.BlockLength, (ulong*)_left, terms, 2);
        TLanes.LoadPoints(second, second + TLanes.BlockLength, (ulong*)_right, terms + 1, 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double* First(int group, double* held) => held;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double* Second(int group, double* held) => held + LanePoint<TLanes>.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int group)
    {
        if (group >= _lastGroup) return;
        LanePoint<TLanes>.Prefetch(_left, _terms + Terms * group, 2);
        LanePoint<TLanes>.Prefetch(_right, _terms + Terms * group + 1, 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish(int group, double* held) =>
        TLanes.StorePoints((ulong*)(_sums + (long)group * LanePoint<TLanes>.PackedBytes), held, held + TLanes.BlockLength);
}
