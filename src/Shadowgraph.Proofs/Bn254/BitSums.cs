using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>
/// What weighting buckets with their digits comes down to: for every bit of a digit the sum of the buckets that have it. Two additions
/// for a bucket.
/// </summary>
/// <remarks>
/// The sum for the lowest bit is that of the buckets at odd digits. Then each odd bucket is added to the even one below it, and halved
/// digits weight what is left: half as many buckets, whose lowest bit is the next one. Unlike running sums over the buckets, all of it
/// is in independent additions.
/// </remarks>
internal sealed unsafe class BitSums<TField> : IDisposable
    where TField : unmanaged, ICurveField<TField>
{
    private readonly PointAdder<TField> _adder;
    private readonly TreeSum<TField> _trees;
    private readonly ScratchBuffer<int> _level;
    private readonly ScratchBuffer<uint> _odd;
    private readonly ScratchBuffer<uint> _pairs;
    private readonly ScratchBuffer<int> _places;

    /// <param name="adder">Adds the points.</param>
    /// <param name="trees">Made for at least as many terms and groups as there are buckets.</param>
    /// <param name="maxBuckets">Buckets at most.</param>
    public BitSums(PointAdder<TField> adder, TreeSum<TField> trees, int maxBuckets)
    {
        _adder = adder;
        _trees = trees;
        _level = ScratchPool.Shared.Rent<int>(maxBuckets);
        _odd = ScratchPool.Shared.Rent<uint>(maxBuckets);
        _pairs = ScratchPool.Shared.Rent<uint>(maxBuckets + 1);
        _places = ScratchPool.Shared.Rent<int>(maxBuckets / 2 + 1);
    }

    /// <summary>
    /// The sums of every bit that aren't empty, one after another: for the lowest bit those of all windows, then the next bit's.
    /// </summary>
    /// <param name="buckets">The sums of all buckets that aren't empty, as <see cref="TreeSum{TField}.Reduce"/> left them.</param>
    /// <param name="sizes">For each window and each digit from 0 to 2^bits: 1, or 0 if the bucket is empty. Digit 0 is.</param>
    /// <param name="windows">How many windows there are.</param>
    /// <param name="bits">Bits of a digit, but for its sign and the largest digit.</param>
    /// <param name="filled">Receives, for each of bits + 1 bits and each window, 1, or 0 if the sum is empty.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public byte* Reduce(byte* buckets, ReadOnlySpan<int> sizes, int windows, int bits, Span<int> filled)
    {
        var length = 1 << bits;
        var level = _level.Span[..(windows * length)];
        var odd = _odd.Span;
        var next = 0;
        var oddCount = 0;
        Span<int> largest = stackalloc int[windows];
        for (var window = 0; window < windows; window++)
        {
            for (var digit = 0; digit < length; digit++)
                level[window * length + digit] = sizes[window * (length + 1) + digit] != 0 ? next++ : -1;
            largest[window] = sizes[window * (length + 1) + length] != 0 ? next++ : -1;
        }

        for (var bit = 0; bit < bits; bit++, length >>= 1)
        {
            var pairCount = 0;
            var pairs = _pairs.Pointer;
            var places = _places.Pointer;
            for (var window = 0; window < windows; window++)
            {
                var before = oddCount;
                var from = level.Slice(window * length, length);
                var to = level.Slice(window * (length / 2), length / 2);
                for (var i = 0; i < length; i += 2)
                {
                    int low = from[i], high = from[i + 1];
                    if (high >= 0) odd[oddCount++] = (uint)high << 1;
                    if (i == 0 || Math.Max(low, high) < 0)
                    {
                        // Digit 0 has no weight any more, whatever was added to it.
                        to[i / 2] = -1;
                    }
                    else if (Math.Min(low, high) < 0)
                    {
                        to[i / 2] = Math.Max(low, high);
                    }
                    else
                    {
                        pairs[2 * pairCount] = (uint)low << 1;
                        pairs[2 * pairCount + 1] = (uint)high << 1;
                        places[pairCount++] = next;
                        to[i / 2] = next++;
                    }
                }

                filled[bit * windows + window] = oddCount - before;
            }

            _adder.Add(buckets, buckets, pairs, pairCount, buckets, places);
        }

        for (var window = 0; window < windows; window++)
        {
            filled[bits * windows + window] = largest[window] >= 0 ? 1 : 0;
            if (largest[window] >= 0) odd[oddCount++] = (uint)largest[window] << 1;
        }

        return _trees.Reduce(buckets, _odd.Pointer, filled[..((bits + 1) * windows)]);
    }

    public void Dispose()
    {
        _level.Dispose();
        _odd.Dispose();
        _pairs.Dispose();
        _places.Dispose();
    }
}
