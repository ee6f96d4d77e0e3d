using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// What weighting buckets with their digits comes down to: for every bit of a digit the sum of the buckets that have it. Two additions
/// for a bucket.
/// </summary>
/// <remarks>
/// The sum for the lowest bit is that of the buckets at odd digits. Then each odd bucket is added to the even one below it, and halved
/// digits weight what is left: half as many buckets, whose lowest bit is the next one. Meanwhile the odd buckets of all bits before are
/// halved in number too, as trees, so that all are summed up when the last bit is reached. Unlike running sums over the buckets, all of it
/// is in independent additions, in as many rounds as there are bits.
/// </remarks>
internal sealed unsafe class BucketReduction<TField> : IDisposable
    where TField : unmanaged, ICurveField<TField>
{
    private readonly TreeSum<TField> _trees;
    private readonly ScratchBuffer<uint> _odd;
    private readonly ScratchBuffer<uint> _pairs;
    private readonly ScratchBuffer<int> _sizes;

    /// <param name="trees">Holds the buckets' sums and takes further ones, two for a bucket.</param>
    /// <param name="maxBuckets">Buckets at most.</param>
    public BucketReduction(TreeSum<TField> trees, int maxBuckets)
    {
        _trees = trees;
        _odd = ScratchPool.Shared.Rent<uint>(maxBuckets);
        _pairs = ScratchPool.Shared.Rent<uint>(2 * maxBuckets);
        _sizes = ScratchPool.Shared.Rent<int>(maxBuckets);
    }

    /// <param name="buckets">
    /// For each window and each digit from 0 to 2^bits: the index of the bucket's sum, -1 if it is empty. Digit 0 is. It is overwritten.
    /// </param>
    /// <param name="windows">How many windows there are.</param>
    /// <param name="bits">Bits of a digit, but for its sign and the largest digit.</param>
    /// <param name="sums">
    /// Receives the index of each sum, -1 if it is empty: for the lowest bit those of all windows, then the next bit's; bits + 1 of them.
    /// </param>
    public void Reduce(int* buckets, int windows, int bits, Span<int> sums)
    {
        var length = 1 << bits;
        for (var window = 0; window < windows; window++)
        {
            // The largest digit has a bit of its own. The others move together.
            sums[bits * windows + window] = buckets[window * (length + 1) + length];
            new Span<int>(buckets + window * (length + 1), length).CopyTo(new Span<int>(buckets + window * length, length));
        }

        var odd = _odd.Pointer;
        var sizes = _sizes.Pointer;
        var groups = 0;
        for (var bit = 0; bit < bits; bit++, length /= 2)
        {
            for (var window = 0; window < windows; window++)
            {
                var end = TakeOdd(buckets + window * length, length, odd);
                sums[bit * windows + window] = end == odd ? -1 : groups;
                if (end != odd) sizes[groups++] = (int)(end - odd);
                odd = end;
            }

            var count = ListPairs(buckets, windows * length, length);
            odd = TreeRound.Halve(_odd.Pointer, sizes, groups, _trees.NextSum + count, (ulong*)_pairs.Pointer + count, out var oddCount);
            Halve(buckets, windows * length, _trees.Add(_pairs.Pointer, count + oddCount));
        }

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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint* TakeOdd(int* buckets, int length, uint* odd)
    {
        for (var i = 1; i < length; i += 2)
        {
            *odd = (uint)buckets[i] << 1;
            if (buckets[i] >= 0) odd++;
        }

        return odd;
    }

    /// <summary>Pairs of neighbours; but what was added to digit 0 has no weight any more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ListPairs(int* buckets, int count, int length)
    {
        var pairs = _pairs.Pointer;
        var next = 0;
        for (var i = 0; i < count; i += 2)
        {
            if ((i & (length - 1)) == 0) buckets[i] = buckets[i + 1] = -1;
            pairs[next] = (uint)buckets[i] << 1;
            pairs[next + 1] = (uint)buckets[i + 1] << 1;
            if ((buckets[i] | buckets[i + 1]) >= 0) next += 2;
        }

        return next / 2;
    }

    /// <summary>Replaces neighbours by their sums, which begin at <paramref name="sum"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Halve(int* buckets, int count, int sum)
    {
        for (var i = 0; i < count; i += 2)
        {
            int low = buckets[i], high = buckets[i + 1];
            buckets[i / 2] = (low | high) >= 0 ? sum++ : Math.Max(low, high);
        }
    }
}
