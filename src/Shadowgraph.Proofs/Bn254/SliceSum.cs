using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>
/// A slice of a multi-scalar multiplication, by Pippenger's method: points with equal digits are gathered in buckets, every bucket is
/// summed, and the buckets are weighted with their digits. For one thread, one slice after another.
/// </summary>
internal sealed unsafe class SliceSum<TField> : IDisposable
    where TField : unmanaged, ICurveField<TField>
{
    private readonly MsmBases<TField> _bases;
    private readonly SizedScalars _scalars;
    private readonly SignedWindows _windows;
    private readonly PointAdder<TField> _adder;
    private readonly TreeSum<TField> _trees;
    private readonly BitSums<TField> _bits;
    private readonly ScratchBuffer<uint> _digits;
    private readonly ScratchBuffer<uint> _sorted;
    private readonly ScratchBuffer<int> _sizes;
    private readonly ScratchBuffer<int> _next;

    public SliceSum(MsmBases<TField> bases, SizedScalars scalars, MsmPlan plan, CancellationToken cancellation)
    {
        _bases = bases;
        _scalars = scalars;
        _windows = plan.Windows;
        var (terms, groups) = (1, 1);
        foreach (var slice in plan.Slices)
        {
            terms = Math.Max(terms, (int)slice.Entries(scalars, _windows));
            groups = Math.Max(groups, slice.Windows * (_windows.LargestDigit + 1));
        }

        _adder = bases.Form.NewAdder(cancellation);
        _trees = new TreeSum<TField>(_adder, Math.Max(terms, groups), groups);
        _bits = new BitSums<TField>(_adder, _trees, groups);
        _digits = ScratchPool.Shared.Rent<uint>(terms);
        _sorted = ScratchPool.Shared.Rent<uint>(terms);
        _sizes = ScratchPool.Shared.Rent<int>(groups);
        _next = ScratchPool.Shared.Rent<int>(groups);
    }

    /// <summary>For each of the slice's windows and each bit of a digit what is to be multiplied by that bit's weight.</summary>
    /// <param name="slice">One of the plan's slices.</param>
    /// <param name="sums">Receives the width's bits for each window, lowest first.</param>
    public void Compute(in MsmSlice slice, Span<AffinePoint<TField>> sums)
    {
        Sort(slice);
        _adder.MayMeetInfinity = _bases.MayHoldInfinity;
        var sizes = _sizes.Span[..(slice.Windows * (_windows.LargestDigit + 1))];
        var buckets = _trees.Reduce(_bases.Pointer, _sorted.Pointer, sizes);
        Span<int> filled = stackalloc int[slice.Windows * _windows.Width];
        var next = _bits.Reduce(buckets, sizes, slice.Windows, _windows.Width - 1, filled);
        for (var i = 0; i < filled.Length; i++)
        {
            var (bit, window) = Math.DivRem(i, slice.Windows);
            var sum = sums.Slice(window * _windows.Width + bit, 1);
            sum.Clear();
            if (filled[i] == 0) continue;
            _bases.Form.Export(next, sum);
            next += PointForm<TField>.PointSize;
        }

        GC.KeepAlive(_bases);
    }

    public void Dispose()
    {
        _bits.Dispose();
        _trees.Dispose();
        _adder.Dispose();
        _digits.Dispose();
        _sorted.Dispose();
        _sizes.Dispose();
        _next.Dispose();
    }

    /// <summary>A counting sort by window and absolute value of the digit; digit 0 is left out.</summary>
    private void Sort(in MsmSlice slice)
    {
        var stride = _windows.LargestDigit + 1;
        var sizes = _sizes.Span[..(slice.Windows * stride)];
        sizes.Clear();
        var first = 0;
        for (var window = slice.FirstWindow; window < slice.EndWindow; window++)
        {
            var count = slice.EndOf(window, _scalars, _windows) - slice.FirstTerm;
            var group = (window - slice.FirstWindow) * stride;
            ReadDigits(window, slice.FirstTerm, _digits.Span.Slice(first, count), sizes.Slice(group, stride));
            sizes[group] = 0;
            first += count;
        }

        var next = _next.Span;
        var total = 0;
        for (var i = 0; i < sizes.Length; i++)
        {
            next[i] = total;
            total += sizes[i];
        }

        first = 0;
        for (var window = slice.FirstWindow; window < slice.EndWindow; window++)
        {
            var end = slice.EndOf(window, _scalars, _windows);
            var count = end - slice.FirstTerm;
            Distribute(_digits.Span.Slice(first, count), _scalars.Terms[slice.FirstTerm..end], next[((window - slice.FirstWindow) * stride)..]);
            first += count;
        }
    }

    /// <summary>Digits as twice their size, plus 1 if negative; and how many there are of each size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadDigits(int window, int first, Span<uint> digits, Span<int> sizes)
    {
        var (word, shift) = _windows.Position(window);
        var offset = _windows.Offset(window);
        var low = _scalars.Column(word).Slice(first, digits.Length);
        var high = _scalars.Column(word + 1).Slice(first, digits.Length);
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = _windows.Digit(low[i], high[i], shift, offset);
            var sign = digit >> 31;
            var size = (digit ^ sign) - sign;
            digits[i] = (uint)(2 * size - sign);
            sizes[size]++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Distribute(ReadOnlySpan<uint> digits, ReadOnlySpan<uint> terms, Span<int> next)
    {
        var sorted = _sorted.Span;
        for (var i = 0; i < digits.Length; i++)
        {
            var size = (int)(digits[i] >> 1);
            if (size != 0) sorted[next[size]++] = terms[i] ^ (digits[i] & 1);
        }
    }
}
