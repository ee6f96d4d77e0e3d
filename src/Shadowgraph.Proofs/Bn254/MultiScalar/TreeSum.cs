using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// Sums of many groups of points, each as a binary tree: a round adds the points of every group in pairs, and all additions of a round share inversions.
/// A group of n points costs n - 1 additions.
/// </summary>
/// <remarks>
/// Most terms are summed in run sets, which need not pack points between the rounds. The remainders, and the sums of groups that were cut into parts, go
/// through further rounds together. Every round halves every group, so unlucky or malicious points, all in one group, cost no more than an even
/// distribution. All sums of these rounds are kept consecutively: a point without a partner in a round is not copied but stays in place.
/// </remarks>
internal sealed unsafe class TreeSum<TField> : IDisposable
    where TField : unmanaged, ICurveField<TField>
{
    private readonly PointAdder<TField> _adder;
    private readonly BucketPartition _cut;
    private readonly ScratchBuffer<AffinePoint<TField>> _points;
    private readonly ScratchBuffer<ulong> _pairs;
    private readonly ScratchBuffer<uint> _singles;
    private readonly ScratchBuffer<int> _sizes;
    private int _count;

    /// <param name="adder">Adds the points.</param>
    /// <param name="maxPoints">
    /// The most sums kept, across all calls before a <see cref="Clear"/>: the points of all groups, or <see cref="BucketPartition.MostSums"/>.
    /// </param>
    /// <param name="maxTerms">The most points in all groups of a call.</param>
    /// <param name="maxGroups">The most groups.</param>
    public TreeSum(PointAdder<TField> adder, int maxPoints, int maxTerms, int maxGroups)
    {
        _adder = adder;
        _cut = new BucketPartition(maxTerms, maxGroups);

        // The adder writes whole groups of eight, hence the slack after the last sum.
        _points = ScratchPool.Shared.Rent<AffinePoint<TField>>(maxPoints + PointAdder<TField>.Slack);

        // A round has at most half as many pairs as terms.
        _pairs = ScratchPool.Shared.Rent<ulong>(maxTerms / 2 + 1);
        _singles = ScratchPool.Shared.Rent<uint>(maxGroups);
        _sizes = ScratchPool.Shared.Rent<int>(maxGroups);
    }

    /// <summary>All sums.</summary>
    public byte* Points => (byte*)_points.Pointer;

    /// <summary>The index of the next sum.</summary>
    public int NextSum => _count;

    /// <summary>Forgets all sums.</summary>
    public void Clear() => _count = 0;

    /// <summary>Sums each group.</summary>
    /// <param name="source">The points; may be <see cref="Points"/>.</param>
    /// <param name="terms">
    /// The terms of all groups, group after group: twice the index of a point, plus 1 for a negated point. Overwritten.
    /// </param>
    /// <param name="sizes">The sizes of the groups, best from largest to smallest, all nonzero.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="sums">Receives twice the index of each group's sum among <see cref="Points"/>. May be the memory of the sizes.</param>
    public void Reduce(byte* source, uint* terms, int* sizes, int groups, uint* sums)
    {
        // Most additions happen in run sets, in lanes and without packing.
        _cut.Cut(sizes, groups, _adder.LongestRun, _count, sums);
        var first = Take(EightRuns.Runs * _cut.RunSetCount);
        _adder.SumRunSets(source, terms, _cut.RunSets, _cut.RunSetCount, (byte*)(_points.Pointer + first));

        // Remainders go through common rounds within Points. Terms of a different source
        // are added or copied into Points first.
        var rests = _cut.Rests;
        var end = source == Points ? Gather(terms, rests) : HalveIntoPoints(source, terms, rests);
        var left = rests.Length;
        while (true)
        {
            // The last groups are the smallest, and finish first.
            for (; left > 0 && _sizes.Pointer[left - 1] == 1; left--) sums[rests[left - 1].Group] = *--end;
            if (left == 0) return;

            // All groups advance together: a round is a single batch, with as few
            // inversions as possible. After log2 of the largest remainder, rounded up, no
            // pair is left.
            end = TreeRound.Halve(terms, _sizes.Pointer, left, _count, _pairs.Pointer, out var count);

            // The terms already name these sums, by the indices that Halve assigned in
            // advance.
            Add((uint*)_pairs.Pointer, count);
        }
    }

    /// <summary>Adds pairs of <see cref="Points"/>.</summary>
    /// <param name="pairs">Two terms per pair.</param>
    /// <param name="count">The number of pairs.</param>
    /// <returns>The index of the first sum; further sums follow.</returns>
    public int Add(uint* pairs, int count)
    {
        var first = Take(count);
        _adder.Add(Points, Points, pairs, count, (byte*)(_points.Pointer + first));
        return first;
    }

    public void Dispose()
    {
        _cut.Dispose();
        _sizes.Dispose();
        _points.Dispose();
        _pairs.Dispose();
        _singles.Dispose();
    }

    private int Take(int count)
    {
        var first = _count;

        // Sums are never freed one by one: an index stays valid until Clear.
        _count = checked(first + count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_count, _points.Length - PointAdder<TField>.Slack, nameof(count));
        return first;
    }

    /// <summary>Collects the terms of all remainders, and the sums of their run sets. Returns the new end of the terms.</summary>
    private uint* Gather(uint* terms, ReadOnlySpan<BucketRemainder> rests)
    {
        var sizes = _sizes.Pointer;
        var to = terms;
        foreach (ref readonly var rest in rests)
        {
            // Writing never overtakes reading: a run set consumed at least two terms for
            // each sum appended.
            for (var i = 0; i < rest.Terms; i++) *to++ = terms[rest.Start + i];

            // The sums of the group's run sets join its last terms.
            to = AppendSums(to, rest);
            *sizes++ = rest.Terms + rest.Sums;
        }

        return to;
    }

    /// <summary>
    /// The first round of the remainders; a term without a partner is copied, because later rounds read sums only. The sums of run sets follow.
    /// Returns the new end of the terms.
    /// </summary>
    [MethodImpl(Kernel.Optimized)]
    private uint* HalveIntoPoints(byte* source, uint* terms, ReadOnlySpan<BucketRemainder> rests)
    {
        var pairs = _pairs.Pointer;
        var singles = _singles.Pointer;
        var sizes = _sizes.Pointer;
        int firstSingle = _count, pairCount = 0, singleCount = 0;

        // Copies of single terms come before the sums, so their number must be known first.
        foreach (ref readonly var rest in rests) singleCount += rest.Terms & 1;
        var firstSum = firstSingle + singleCount;
        var (single, sum) = ((uint)firstSingle << 1, (uint)firstSum << 1);
        var to = terms;
        foreach (ref readonly var rest in rests)
        {
            var from = terms + rest.Start;
            for (var pair = rest.Terms >> 1; pair > 0; pair--, from += 2, sum += 2)
            {
                // The pair is read before its place is overwritten, and the new term is the
                // index of the future sum.
                pairs[pairCount++] = *(ulong*)from;
                *to++ = sum;
            }

            if ((rest.Terms & 1) != 0)
            {
                // A single term becomes the index of its copy in Points.
                *singles++ = *from;
                *to++ = single;
                single += 2;
            }

            to = AppendSums(to, rest);
            *sizes++ = ((rest.Terms + 1) >> 1) + rest.Sums;
        }

        // Reserves both ranges at once: copies of single terms, then sums of pairs.
        Take(singleCount + pairCount);
        _adder.Add(source, source, (uint*)pairs, pairCount, (byte*)(_points.Pointer + firstSum));
        _adder.Copy(source, _singles.Pointer, singleCount, (byte*)(_points.Pointer + firstSingle));
        return to;
    }

    private static uint* AppendSums(uint* to, in BucketRemainder rest)
    {
        for (var i = 0; i < rest.Sums; i++) *to++ = (uint)(rest.FirstSum + i) << 1;
        return to;
    }
}
