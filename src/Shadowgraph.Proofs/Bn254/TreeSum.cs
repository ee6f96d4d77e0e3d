using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>
/// Sums of many groups of points, each as a binary tree: a round adds the points of every group in pairs, and all its additions share
/// inversions. A group of n points costs n - 1 additions.
/// </summary>
/// <remarks>
/// Every round halves every group, so unlucky or malicious points, all in one group, cost no more than even ones. Rounds write
/// to two buffers by turns: what a round reads it never overwrites.
/// </remarks>
internal sealed unsafe class TreeSum<TField> : IDisposable
    where TField : unmanaged, ICurveField<TField>
{
    private readonly PointAdder<TField> _adder;
    private readonly ScratchBuffer<AffinePoint<TField>> _even;
    private readonly ScratchBuffer<AffinePoint<TField>> _odd;
    private readonly ScratchBuffer<uint> _inOrder;
    private readonly ScratchBuffer<uint> _pairs;
    private readonly ScratchBuffer<int> _pairPlaces;
    private readonly ScratchBuffer<uint> _singles;
    private readonly ScratchBuffer<int> _singlePlaces;

    /// <param name="adder">Adds the points.</param>
    /// <param name="maxTerms">Points in all groups together at most.</param>
    /// <param name="maxGroups">Groups at most.</param>
    public TreeSum(PointAdder<TField> adder, int maxTerms, int maxGroups)
    {
        // After a round a group of n has (n + 1) / 2 points. Behind the sums there is room for as many again.
        var once = (maxTerms + maxGroups) / 2 + 1;
        var twice = (once + maxGroups) / 2 + 1;
        var pool = ScratchPool.Shared;
        _adder = adder;
        _even = pool.Rent<AffinePoint<TField>>(Math.Max(once, 2 * maxGroups));
        _odd = pool.Rent<AffinePoint<TField>>(Math.Max(twice, 2 * maxGroups));
        _inOrder = pool.Rent<uint>(once);
        _pairs = pool.Rent<uint>(maxTerms + 1);
        _pairPlaces = pool.Rent<int>(maxTerms / 2 + 1);
        _singles = pool.Rent<uint>(maxGroups);
        _singlePlaces = pool.Rent<int>(maxGroups);
        var inOrder = _inOrder.Span;
        for (var i = 0; i < inOrder.Length; i++) inOrder[i] = (uint)i << 1;
    }

    /// <summary>
    /// The sum of every group that isn't empty, one after another in one of this object's buffers, valid until the next call. Behind
    /// them is room for as many points as there may be groups.
    /// </summary>
    /// <param name="source">The points; they may be what the last call returned.</param>
    /// <param name="terms">All groups' terms, one group after another: twice the index of a point, plus 1 if it is to be negated.</param>
    /// <param name="sizes">The groups' sizes; afterwards 1 for every group that isn't empty.</param>
    public byte* Reduce(byte* source, uint* terms, Span<int> sizes)
    {
        bool unfinished;
        do
        {
            // The first round has more to write than the others, unless it reads what is in the larger buffer, which is then less.
            var target = source == _even.Pointer ? (byte*)_odd.Pointer : (byte*)_even.Pointer;
            unfinished = Halve(source, terms, sizes, target);
            source = target;
            terms = _inOrder.Pointer;
        }
        while (unfinished);
        return source;
    }

    public void Dispose()
    {
        _even.Dispose();
        _odd.Dispose();
        _inOrder.Dispose();
        _pairs.Dispose();
        _pairPlaces.Dispose();
        _singles.Dispose();
        _singlePlaces.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Halve(byte* source, uint* terms, Span<int> sizes, byte* target)
    {
        var pairs = (ulong*)_pairs.Pointer;
        var pairPlaces = _pairPlaces.Pointer;
        var singles = _singles.Pointer;
        var singlePlaces = _singlePlaces.Pointer;
        int pairCount = 0, singleCount = 0, place = 0, largest = 0;
        foreach (ref var size in sizes)
        {
            for (var pair = size >> 1; pair > 0; pair--, terms += 2)
            {
                pairs[pairCount] = *(ulong*)terms;
                pairPlaces[pairCount++] = place++;
            }

            if ((size & 1) != 0)
            {
                singles[singleCount] = *terms++;
                singlePlaces[singleCount++] = place++;
            }

            size = (size + 1) >> 1;
            largest = Math.Max(largest, size);
        }

        _adder.Add(source, source, (uint*)pairs, pairCount, target, pairPlaces);
        _adder.Copy(source, singles, singleCount, target, singlePlaces);
        return largest > 1;
    }
}
