using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// Gathers the terms of a slice by window and absolute value of their digit, in groups from the largest to the smallest; digit 0 is left out.
/// Two counting sorts. For one thread, one slice after another.
/// </summary>
internal sealed unsafe class DigitSort : IDisposable
{
    // Larger groups are not told apart: there are few.
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
    /// <param name="windows">How they are recoded.</param>
    /// <param name="maxTerms">Digits in a slice at most.</param>
    /// <param name="maxBuckets">Windows of a slice times one more than the largest digit at most.</param>
    public DigitSort(ScalarsByLength scalars, in SignedWindows windows, int maxTerms, int maxBuckets)
    {
        var pool = ScratchPool.Shared;
        _scalars = scalars;
        _windows = windows;
        _digits = pool.Rent<uint>(maxTerms);
        _terms = pool.Rent<uint>(maxTerms);
        _buckets = pool.Rent<int>(maxBuckets);
        _bucketOfGroup = pool.Rent<int>(maxBuckets);
        _sizes = pool.Rent<int>(maxBuckets);
        _sums = pool.Rent<uint>(maxBuckets);
    }

    /// <summary>The terms, one group after another: twice the index of a point, plus 1 if it is to be negated.</summary>
    public uint* Terms => _terms.Pointer;

    /// <summary>The groups' sizes, none of them 0.</summary>
    public int* Sizes => _sizes.Pointer;

    /// <summary>Room for twice the index of each group's sum.</summary>
    public uint* Sums => _sums.Pointer;

    /// <summary>How many groups there are.</summary>
    public int Groups { get; private set; }

    public void Sort(in MsmSlice slice)
    {
        var stride = _windows.LargestDigit + 1;
        _bucketCount = slice.Windows * stride;
        var sizes = _buckets.Span[.._bucketCount];
        sizes.Clear();
        var first = 0;
        for (var window = slice.FirstWindow; window < slice.EndWindow; window++)
        {
            var count = slice.EndOf(window, _scalars, _windows) - slice.FirstTerm;
            var bucket = (window - slice.FirstWindow) * stride;
            ReadDigits(window, slice.FirstTerm, _digits.Span.Slice(first, count), sizes.Slice(bucket, stride));
            sizes[bucket] = 0;
            first += count;
        }

        Arrange();
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

    /// <summary>For each window and each digit from 0 to the largest one: the index of the bucket's sum, -1 if it is empty.</summary>
    public int* PlaceSums()
    {
        var buckets = _buckets.Span;
        var sums = _sums.Span;
        buckets[.._bucketCount].Fill(-1);
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

    /// <summary>Digits as twice their size, plus 1 if negative; and how many there are of each size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadDigits(int window, int first, Span<uint> digits, Span<int> sizes)
    {
        var (word, shift) = _windows.Position(window);
        var offset = _windows.Offset(window);
        var low = _scalars.Column(word).Slice(first, digits.Length);
        var high = _scalars.Column(word + 1).Slice(first, digits.Length);
        var i = 0;
        for (; Vector256.IsHardwareAccelerated && i <= digits.Length - Vector256<uint>.Count; i += Vector256<uint>.Count)
        {
            var digit = Vector256.Narrow(ReadWords(low, high, i, shift), ReadWords(low, high, i + Vector256<ulong>.Count, shift)).AsInt32();
            digit = (digit & Vector256.Create(_windows.Mask)) - Vector256.Create(offset);
            var sign = digit >> 31;
            var size = (digit ^ sign) - sign;
            (size + size - sign).AsUInt32().CopyTo(digits[i..]);
        }

        for (; i < digits.Length; i++)
        {
            var digit = _windows.Digit(low[i], high[i], shift, offset);
            var sign = digit >> 31;
            digits[i] = (uint)(2 * ((digit ^ sign) - sign) - sign);
        }

        foreach (var digit in digits) sizes[(int)(digit >> 1)]++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> ReadWords(ReadOnlySpan<ulong> low, ReadOnlySpan<ulong> high, int first, int shift) =>
        (Vector256.Create(low[first..]) >> shift) | (Vector256.Create(high[first..]) << 1 << (63 - shift));

    /// <summary>Puts the groups in order, and replaces each bucket's size by the place of its first term.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Arrange()
    {
        var buckets = _buckets.Pointer;
        var bucketOfGroup = _bucketOfGroup.Pointer;
        var sizes = _sizes.Pointer;
        var next = stackalloc int[LargestSize + 2];
        new Span<int>(next, LargestSize + 2).Clear();
        for (var i = 0; i < _bucketCount; i++) next[Math.Min(buckets[i], LargestSize)]++;
        var count = 0;
        for (var size = LargestSize; size >= 0; size--) (next[size], count) = (count, count + next[size]);
        Groups = next[0];
        for (var i = 0; i < _bucketCount; i++) bucketOfGroup[next[Math.Min(buckets[i], LargestSize)]++] = i;
        var first = 0;
        for (var group = 0; group < Groups; group++)
        {
            ref var bucket = ref buckets[bucketOfGroup[group]];
            sizes[group] = bucket;
            (bucket, first) = (first, first + bucket);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Distribute(ReadOnlySpan<uint> digits, ReadOnlySpan<uint> terms, Span<int> next)
    {
        var sorted = _terms.Pointer;
        for (var i = 0; i < digits.Length; i++)
        {
            var size = (int)(digits[i] >> 1);
            if (size != 0) sorted[next[size]++] = terms[i] ^ (digits[i] & 1);
        }
    }
}
