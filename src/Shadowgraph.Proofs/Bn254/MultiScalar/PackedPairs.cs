using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>Pairs of packed points with packed sums.</summary>
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
    /// <param name="right">The second points, possibly the same memory.</param>
    /// <param name="terms">Two per pair: twice the index of a point, plus 1 for a negated point.</param>
    /// <param name="count">The number of pairs, at least 1.</param>
    /// <param name="sums">Receives the sums, eight in the last group too.</param>
    /// <param name="lastTerms">Room for 16 terms: the last pair is repeated until its group has eight.</param>
    public PackedPairs(byte* left, byte* right, uint* terms, int count, byte* sums, uint* lastTerms)
    {
        _left = left;
        _right = right;
        _terms = terms;
        _sums = sums;
        _lastTerms = lastTerms;
        _lastGroup = Groups(count) - 1;

        // Repeating the last pair fills unused lanes with valid points, so that no lane
        // needs a mask.
        for (var lane = 0; lane < ILanes.Count; lane++)
        {
            var pair = Math.Min(ILanes.Count * _lastGroup + lane, count - 1);
            lastTerms[2 * lane] = terms[2 * pair];
            lastTerms[2 * lane + 1] = terms[2 * pair + 1];
        }
    }

    /// <summary>The number of groups for a number of pairs.</summary>
    public static int Groups(int pairs) => (pairs + ILanes.Count - 1) / ILanes.Count;

    public static int HeldBlocks => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(int group, double* held)
    {
        // Terms of a pair are adjacent: lanes are two terms apart.
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

        // First and second points have interleaved terms, two apart.
        LanePoint<TLanes>.Prefetch(_left, _terms + Terms * group, 2);
        LanePoint<TLanes>.Prefetch(_right, _terms + Terms * group + 1, 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish(int group, double* held) =>
        // The last group stores eight sums too: the caller's memory has room for them.
        TLanes.StorePoints((ulong*)(_sums + (long)group * LanePoint<TLanes>.PackedBytes), held, held + TLanes.BlockLength);
}
