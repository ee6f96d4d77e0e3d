using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// Weights buckets with their digits: for every bit of a digit the sum of the buckets with that bit set. Two additions per bucket.
/// </summary>
/// <remarks>
/// The sum for the lowest bit is that of the buckets at odd digits. Then each odd bucket is added to the even bucket below, and halved digits weight the
/// result: half as many buckets, with the next bit as lowest bit. Meanwhile the odd buckets of all earlier bits are halved in number too, as trees, so
/// that all trees are complete when the last bit is reached. Unlike running sums over the buckets, the method consists of independent additions, in as
/// many rounds as there are bits.
/// </remarks>
internal sealed unsafe class BucketReduction<TField> : IDisposable
    where TField : unmanaged, ICurveField<TField>
{
    private readonly TreeSum<TField> _trees;
    private readonly ScratchBuffer<uint> _odd;
    private readonly ScratchBuffer<uint> _pairs;
    private readonly ScratchBuffer<int> _sizes;

    /// <param name="trees">Holds the buckets' sums and receives further sums, two per bucket.</param>
    /// <param name="maxBuckets">The most buckets.</param>
    public BucketReduction(TreeSum<TField> trees, int maxBuckets)
    {
        _trees = trees;
        _odd = ScratchPool.Shared.Rent<uint>(maxBuckets);
        _pairs = ScratchPool.Shared.Rent<uint>(2 * maxBuckets);
        _sizes = ScratchPool.Shared.Rent<int>(maxBuckets);
    }

    /// <param name="buckets">
    /// For each window and each digit from 0 to 2^bits: the index of the bucket's sum, -1 for an empty bucket. Digit 0 is always empty. Overwritten.
    /// </param>
    /// <param name="windows">The number of windows.</param>
    /// <param name="bits">Bits of a digit, without the sign and the largest digit.</param>
    /// <param name="sums">
    /// Receives the index of each sum, -1 for an empty sum: for the lowest bit the sums of all windows, then for the next bit; bits + 1 in total.
    /// </param>
    public void Reduce(int* buckets, int windows, int bits, Span<int> sums)
    {
        var length = 1 << bits;
        for (var window = 0; window < windows; window++)
        {
            // The largest digit, 2^bits, has a separate sum. The buckets of the remaining
            // digits become contiguous.
            sums[bits * windows + window] = buckets[window * (length + 1) + length];
            new Span<int>(buckets + window * (length + 1), length).CopyTo(new Span<int>(buckets + window * length, length));
        }

        var odd = _odd.Pointer;
        var sizes = _sizes.Pointer;
        var groups = 0;
        for (var bit = 0; bit < bits; bit++, length /= 2)
        {
            // Odd digits have the present lowest bit set: their buckets form a new tree for
            // each window.
            for (var window = 0; window < windows; window++)
            {
                // Only references are copied: the trees start from the buckets' sums in
                // place.
                var end = TakeOdd(buckets + window * length, length, odd);

                // Trees are numbered in the order of their creation; the number is replaced
                // by the root when all trees are complete.
                sums[bit * windows + window] = end == odd ? -1 : groups;
                if (end != odd) sizes[groups++] = (int)(end - odd);
                odd = end;
            }

            // One batch of additions per bit: each odd bucket joins the even bucket below,
            // and every tree begun so far is halved.
            var count = ListPairs(buckets, windows * length, length);

            // The batch lists pairs of buckets first and pairs of tree terms after these,
            // so sums follow in the same order.
            odd = TreeRound.Halve(_odd.Pointer, sizes, groups, _trees.NextSum + count, (ulong*)_pairs.Pointer + count, out var oddCount);

            // Half as many buckets remain, at half the digits: the next bit becomes the
            // lowest.
            Halve(buckets, windows * length, _trees.Add(_pairs.Pointer, count + oddCount));
        }

        // A tree begun at bit b had at most 2^(bits-1-b) terms, and at least as many
        // halvings as needed: a single term is left.
        for (var i = 0; i < bits * windows; i++)
        {
            if (sums[i] >= 0) sums[i] = (int)(_odd.Pointer[sums[i]] >> 1);
        }
    }

    public void Dispose()
    {
        _odd.Dispose();
        _pairs.Dispose();
        _sizes.Dispose();
    }

    [MethodImpl(Kernel.Optimized)]
    private static uint* TakeOdd(int* buckets, int length, uint* odd)
    {
        for (var i = 1; i < length; i += 2)
        {
            // Stored unconditionally and kept only for a nonempty bucket: no branch to
            // mispredict.
            *odd = (uint)buckets[i] << 1;
            if (buckets[i] >= 0) odd++;
        }

        return odd;
    }

    /// <summary>Lists pairs of neighbours; sums added to digit 0 no longer have a weight.</summary>
    [MethodImpl(Kernel.Optimized)]
    private int ListPairs(int* buckets, int count, int length)
    {
        var pairs = _pairs.Pointer;
        var next = 0;
        for (var i = 0; i < count; i += 2)
        {
            // Digits 0 and 1 halve to 0. The bucket of digit 1 has entered its tree
            // already, and both are dropped.
            if ((i & (length - 1)) == 0) buckets[i] = buckets[i + 1] = -1;
            pairs[next] = (uint)buckets[i] << 1;
            pairs[next + 1] = (uint)buckets[i + 1] << 1;

            // The sign bit of the OR is clear only if both indices are valid.
            if ((buckets[i] | buckets[i + 1]) >= 0) next += 2;
        }

        return next / 2;
    }

    /// <summary>Replaces neighbours by their sums, which start at <paramref name="sum"/>.</summary>
    [MethodImpl(Kernel.Optimized)]
    private static void Halve(int* buckets, int count, int sum)
    {
        for (var i = 0; i < count; i += 2)
        {
            int low = buckets[i], high = buckets[i + 1];

            // Two buckets become their sum, in the order of ListPairs. Otherwise the
            // nonempty bucket remains, or -1.
            buckets[i / 2] = (low | high) >= 0 ? sum++ : Math.Max(low, high);
        }
    }
}
