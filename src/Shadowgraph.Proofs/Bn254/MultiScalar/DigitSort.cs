using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// Sorts the terms of a slice by window and absolute value of their digit, into groups from largest to smallest; digit 0 is left out. Two counting
/// sorts. For a single thread, slice after slice.
/// </summary>
internal sealed unsafe class DigitSort : IDisposable
{
    // Larger groups are few, and need no exact order.
    private const int LargestSize = 255;

    private readonly ScalarsByLength _scalars;
    private readonly SignedWindows _windows;
    private readonly ScratchBuffer<uint> _digits;
    private readonly ScratchBuffer<uint> _terms;
    private readonly ScratchBuffer<int> _buckets;
    private readonly ScratchBuffer<int> _bucketOfGroup;
    private readonly ScratchBuffer<int> _sizes;
    private readonly ScratchBuffer<uint> _sums;
    private int _bucketCount;

    /// <param name="scalars">All scalars, recoded.</param>
    /// <param name="windows">The windows of the recoding.</param>
    /// <param name="maxTerms">The most digits in a slice.</param>
    /// <param name="maxBuckets">The most windows of a slice, times the largest digit plus one.</param>
    public DigitSort(ScalarsByLength scalars, in SignedWindows windows, int maxTerms, int maxBuckets)
    {
        var pool = ScratchPool.Shared;
        _scalars = scalars;
        _windows = windows;

        // Rented once, for the largest slice. Digits reveal scalars, and the pool clears
        // returned memory.
        _digits = pool.Rent<uint>(maxTerms);
        _terms = pool.Rent<uint>(maxTerms);
        _buckets = pool.Rent<int>(maxBuckets);
        _bucketOfGroup = pool.Rent<int>(maxBuckets);
        _sizes = pool.Rent<int>(maxBuckets);
        _sums = pool.Rent<uint>(maxBuckets);
    }

    /// <summary>The terms, group after group: twice the index of a point, plus 1 for a negated point.</summary>
    public uint* Terms => _terms.Pointer;

    /// <summary>The sizes of the groups, all nonzero.</summary>
    public int* Sizes => _sizes.Pointer;

    /// <summary>Room for twice the index of each group's sum.</summary>
    public uint* Sums => _sums.Pointer;

    /// <summary>The number of groups.</summary>
    public int Groups { get; private set; }

    public void Sort(MsmSlice slice)
    {
        // First pass: the digits of every window, and the size of every bucket.
        var stride = _windows.LargestDigit + 1;
        _bucketCount = slice.Windows * stride;
        var sizes = _buckets.Span[.._bucketCount];
        sizes.Clear();
        var first = 0;
        for (var window = slice.FirstWindow; window < slice.EndWindow; window++)
        {
            var count = slice.EndOf(window, _scalars, _windows) - slice.FirstTerm;
            var bucket = (window - slice.FirstWindow) * stride;

            // Each window of the slice has a range of buckets, from digit 0 to the largest
            // digit. The windows are then sorted together and share the batches of
            // additions.
            ReadDigits(window, slice.FirstTerm, _digits.Span.Slice(first, count), sizes.Slice(bucket, stride));

            // Digit 0 contributes nothing: its terms form no group.
            sizes[bucket] = 0;
            first += count;
        }

        // The sizes are complete: groups get their order, and buckets their places among
        // the terms.
        Arrange();

        // Second pass: each bucket now holds the index of its next term, and terms go to
        // their final places.
        first = 0;
        for (var window = slice.FirstWindow; window < slice.EndWindow; window++)
        {
            var end = slice.EndOf(window, _scalars, _windows);
            var count = end - slice.FirstTerm;
            var next = _buckets.Span.Slice((window - slice.FirstWindow) * stride, stride);
            Distribute(_digits.Span.Slice(first, count), _scalars.Terms[slice.FirstTerm..end], next);
            first += count;
        }
    }

    /// <summary>For each window and each digit from 0 to the largest: the index of the bucket's sum, -1 for an empty bucket.</summary>
    public int* PlaceSums()
    {
        var buckets = _buckets.Span;
        var sums = _sums.Span;

        // Only buckets with a group have a sum; all remaining buckets are empty: -1, which
        // has all bits set.
        Unsafe.InitBlockUnaligned(_buckets.Pointer, byte.MaxValue, (uint)_bucketCount * sizeof(int));
        for (var group = 0; group < Groups; group++) buckets[_bucketOfGroup.Pointer[group]] = (int)(sums[group] >> 1);
        return _buckets.Pointer;
    }

    public void Dispose()
    {
        _digits.Dispose();
        _terms.Dispose();
        _buckets.Dispose();
        _bucketOfGroup.Dispose();
        _sizes.Dispose();
        _sums.Dispose();
    }

    /// <summary>Digits as twice their absolute value, plus 1 if negative; and the number of digits of each absolute value.</summary>
    [MethodImpl(Kernel.Optimized)]
    private void ReadDigits(int window, int first, Span<uint> digits, Span<int> sizes)
    {
        // A window spans at most two words. Recoded scalars have unsigned windows without
        // carries, so each window is read alone.
        var (word, shift) = _windows.Position(window);
        var offset = _windows.Offset(window);
        var low = _scalars.Column(word).Slice(first, digits.Length);
        var high = _scalars.Column(word + 1).Slice(first, digits.Length);
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            // Eight digits at a time: the low 32 bits of eight shifted words.
            var eights = MemoryMarshal.Cast<uint, Vector256<uint>>(digits);
            var lows = MemoryMarshal.Cast<ulong, Vector256<ulong>>(low);
            var highs = MemoryMarshal.Cast<ulong, Vector256<ulong>>(high);
            for (var eight = 0; eight < eights.Length; eight++)
            {
                var digit = Vector256.Narrow(
                    ReadWords(lows[2 * eight], highs[2 * eight], shift),
                    ReadWords(lows[2 * eight + 1], highs[2 * eight + 1], shift)).AsInt32();
                digit = (digit & Vector256.Create(_windows.Mask)) - Vector256.Create(offset);

                // With sign = -1 for a negative digit, (d ^ sign) - sign is |d|, and
                // 2|d| - sign is the coded digit.
                var sign = digit >> 31;
                var size = (digit ^ sign) - sign;
                eights[eight] = (size + size - sign).AsUInt32();
            }

            i = eights.Length * Vector256<uint>.Count;
        }

        // The last few digits, or all digits without vector instructions.
        for (; i < digits.Length; i++)
        {
            var digit = _windows.Digit(low[i], high[i], shift, offset);
            var sign = digit >> 31;
            digits[i] = (uint)(2 * ((digit ^ sign) - sign) - sign);
        }

        // Counted one by one, because equal digits within a vector would conflict.
        foreach (var digit in digits) sizes[(int)(digit >> 1)]++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> ReadWords(Vector256<ulong> low, Vector256<ulong> high, int shift) =>
        // A shift by 64 - shift in two parts: for shift = 0 a single shift by 64 would
        // count modulo 64 and shift by 0.
        (low >> shift) | (high << 1 << (63 - shift));

    /// <summary>Orders the groups, and replaces each bucket's size by the index of its first term.</summary>
    [MethodImpl(Kernel.Optimized)]
    private void Arrange()
    {
        var buckets = _buckets.Pointer;
        var bucketOfGroup = _bucketOfGroup.Pointer;
        var sizes = _sizes.Pointer;

        // A counting sort by size, largest first. Sizes from 255 on share a counter: an
        // approximate order suffices there.
        var next = stackalloc int[LargestSize + 2];
        new Span<int>(next, LargestSize + 2).Clear();
        for (var i = 0; i < _bucketCount; i++) next[Math.Min(buckets[i], LargestSize)]++;
        var count = 0;
        for (var size = LargestSize; size >= 0; size--) (next[size], count) = (count, count + next[size]);

        // Size 0 comes last, so its start is the number of groups.
        Groups = next[0];

        // Each bucket takes the next place of its size; buckets of equal size keep their
        // order.
        for (var i = 0; i < _bucketCount; i++) bucketOfGroup[next[Math.Min(buckets[i], LargestSize)]++] = i;
        var first = 0;
        for (var group = 0; group < Groups; group++)
        {
            // The bucket becomes the index of its first term, which Distribute then
            // advances.
            ref var bucket = ref buckets[bucketOfGroup[group]];
            sizes[group] = bucket;
            (bucket, first) = (first, first + bucket);
        }
    }

    [MethodImpl(Kernel.Optimized)]
    private void Distribute(ReadOnlySpan<uint> digits, ReadOnlySpan<uint> terms, Span<int> next)
    {
        var sorted = _terms.Pointer;
        for (var i = 0; i < digits.Length; i++)
        {
            var size = (int)(digits[i] >> 1);

            // A negative digit negates the point: the sign bits of digit and term combine
            // by XOR.
            if (size != 0) sorted[next[size]++] = terms[i] ^ (digits[i] & 1);
        }
    }
}
