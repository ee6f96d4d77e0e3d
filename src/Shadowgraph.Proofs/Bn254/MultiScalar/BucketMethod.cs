using Shadowgraph.Proofs.Bn254.Curves;

namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>
/// A slice of a multi-scalar multiplication by Pippenger's method: points with equal digits are collected in buckets, every bucket is summed, and the
/// buckets are weighted with their digits. For a single thread, slice after slice.
/// </summary>
internal sealed unsafe class BucketMethod<TField> : IDisposable
    where TField : unmanaged, ICurveField<TField>
{
    private readonly MsmBases<TField> _bases;
    private readonly SignedWindows _windows;
    private readonly PointAdder<TField> _adder;
    private readonly DigitSort _sort;
    private readonly TreeSum<TField> _trees;
    private readonly BucketReduction<TField> _bits;

    public BucketMethod(MsmBases<TField> bases, ScalarsByLength scalars, MsmPlan plan, CancellationToken cancellation)
    {
        _bases = bases;
        _windows = plan.Windows;

        // Scratch memory for the largest slice of the plan serves all slices.
        var (terms, buckets) = (1, 1);
        foreach (var slice in plan.Slices)
        {
            // Slices differ in windows and terms; the maxima of both need not come from the
            // same slice.
            terms = Math.Max(terms, (int)slice.Entries(scalars, _windows));
            buckets = Math.Max(buckets, slice.Windows * (_windows.LargestDigit + 1));
        }

        // A round adds at most half of the terms, or half of the buckets.
        _adder = bases.Layout.NewAdder(Math.Max(terms, buckets) / 2, cancellation);
        _sort = new DigitSort(scalars, _windows, terms, buckets);

        // Room for the sums of all buckets, and for two further sums per bucket in the
        // reduction.
        _trees = new TreeSum<TField>(_adder, BucketPartition.MostSums(terms, buckets) + 2 * buckets, terms, Math.Min(terms, buckets));
        _bits = new BucketReduction<TField>(_trees, buckets);
    }

    /// <summary>For each window of the slice and each bit of a digit, the sum to be multiplied by the weight of that bit.</summary>
    /// <param name="slice">A slice of the plan.</param>
    /// <param name="sums">Receives a sum per bit of the width for each window, lowest first.</param>
    public void Compute(MsmSlice slice, Span<AffinePoint<TField>> sums)
    {
        // An infinite sum in one slice must not slow down the next.
        _adder.MayMeetInfinity = _bases.MayHoldInfinity;

        // Pippenger: sort the terms by digit, sum every bucket as a tree, then turn the
        // weighted sum of buckets into a sum per bit.
        _sort.Sort(slice);

        // The sums of the previous slice have been exported, and their memory is free.
        _trees.Clear();
        _trees.Reduce(_bases.Pointer, _sort.Terms, _sort.Sizes, _sort.Groups, _sort.Sums);
        Span<int> places = stackalloc int[slice.Windows * _windows.Width];

        // A digit has width - 1 bits below its largest value 2^(width-1), which counts as
        // one more bit: width sums per window.
        _bits.Reduce(_sort.PlaceSums(), slice.Windows, _windows.Width - 1, places);
        for (var i = 0; i < places.Length; i++)
        {
            // The reduction orders sums by bit and then by window, the caller by window and
            // then by bit.
            var (bit, window) = Math.DivRem(i, slice.Windows);
            var sum = sums.Slice(window * _windows.Width + bit, 1);

            // An empty sum is infinity, encoded as (0, 0).
            if (places[i] < 0) sum.Clear();
            else _bases.Layout.Export(_trees.Points + (long)places[i] * PointLayout<TField>.PointSize, sum);
        }

        GC.KeepAlive(_bases);
    }

    public void Dispose()
    {
        _bits.Dispose();
        _trees.Dispose();
        _sort.Dispose();
        _adder.Dispose();
    }
}
