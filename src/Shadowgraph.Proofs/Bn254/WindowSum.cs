using System.Numerics;
using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>
/// One window of a multi-scalar multiplication over a slice of its terms: points with equal digits are gathered in buckets, each
/// bucket is summed as a binary tree, and the buckets are weighted with their digits (Pippenger's method).
/// </summary>
/// <remarks>
/// All additions but the last few hundred are affine and share inversions. In a tree every round halves every bucket, so unlucky or
/// malicious digits, all in one bucket, cost no more than even ones.
/// </remarks>
internal static class WindowSum<TField>
    where TField : unmanaged, ICurveField<TField>
{
    private const int Batch = 512;

    /// <param name="points">All points.</param>
    /// <param name="terms">The slice's terms, as <see cref="SizedScalars.Terms"/>.</param>
    /// <param name="recoded">Their scalars, recoded for <paramref name="windows"/>.</param>
    /// <param name="windows">How scalars are cut.</param>
    /// <param name="window">Which window to sum.</param>
    /// <param name="cancellation">Observed before every batch of additions.</param>
    public static JacobianPoint<TField> Compute(
        ReadOnlySpan<AffinePoint<TField>> points,
        ReadOnlySpan<uint> terms,
        ReadOnlySpan<Limbs> recoded,
        in SignedWindows windows,
        int window,
        CancellationToken cancellation)
    {
        var bucketCount = windows.LargestDigit;
        using var sortedBuffer = ScratchPool.Shared.Rent<uint>(terms.Length);
        using var sizesBuffer = ScratchPool.Shared.Rent<int>(bucketCount + 1);
        using var sumsBuffer = ScratchPool.Shared.Rent<AffinePoint<TField>>((terms.Length + bucketCount) / 2 + 1);
        using var batch = new PendingAdditions(sumsBuffer, cancellation);

        var sizes = sizesBuffer.Span[..bucketCount];
        var sorted = SortByDigit(terms, recoded, windows, window, sizesBuffer.Span, sortedBuffer.Span);
        var largest = HalveGathered(points, sorted, sizes, batch);
        while (largest > 1) largest = Halve(sumsBuffer.Span, sizes, batch);
        return Weigh(sumsBuffer.Span, sizes, batch);
    }

    /// <summary>A counting sort; digit 0 is left out. Afterwards <paramref name="sizes"/> holds the size of bucket |digit| - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ReadOnlySpan<uint> SortByDigit(
        ReadOnlySpan<uint> terms, ReadOnlySpan<Limbs> recoded, in SignedWindows windows, int window, Span<int> sizes, Span<uint> sorted)
    {
        foreach (ref readonly var scalar in recoded) sizes[Math.Abs(windows.Digit(scalar, window))]++;
        using var nextBuffer = ScratchPool.Shared.Rent<int>(sizes.Length);
        var next = nextBuffer.Span;
        var total = 0;
        for (var digit = 1; digit < sizes.Length; digit++)
        {
            next[digit] = total;
            total += sizes[digit];
        }

        for (var i = 0; i < terms.Length; i++)
        {
            var digit = windows.Digit(recoded[i], window);
            if (digit != 0) sorted[next[Math.Abs(digit)]++] = terms[i] ^ (digit < 0 ? 1u : 0);
        }

        sizes[1..].CopyTo(sizes);
        return sorted[..total];
    }

    /// <summary>The first round: takes points in pairs from the caller's list. Returns the size of the largest bucket that is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int HalveGathered(
        ReadOnlySpan<AffinePoint<TField>> points, ReadOnlySpan<uint> sorted, Span<int> sizes, PendingAdditions batch)
    {
        int source = 0, target = 0, largest = 0;
        foreach (ref var size in sizes)
        {
            for (var pair = size >> 1; pair > 0; pair--, source += 2)
                batch.Add(Signed(points, sorted[source]), Signed(points, sorted[source + 1]), target++);
            if ((size & 1) != 0) batch.Sums[target++] = Signed(points, sorted[source++]);
            size = (size + 1) >> 1;
            largest = Math.Max(largest, size);
        }

        batch.Flush();
        return largest;
    }

    /// <summary>A further round, in place: a sum is never written where a point is still to be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Halve(ReadOnlySpan<AffinePoint<TField>> sums, Span<int> sizes, PendingAdditions batch)
    {
        int source = 0, target = 0, largest = 0;
        foreach (ref var size in sizes)
        {
            for (var pair = size >> 1; pair > 0; pair--, source += 2) batch.Add(sums[source], sums[source + 1], target++);
            if ((size & 1) != 0) batch.Sums[target++] = sums[source++];
            size = (size + 1) >> 1;
            largest = Math.Max(largest, size);
        }

        batch.Flush();
        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static AffinePoint<TField> Signed(ReadOnlySpan<AffinePoint<TField>> points, uint term)
    {
        ref readonly var point = ref points[(int)(term >> 1)];
        return (term & 1) == 0 ? point : -point;
    }

    /// <summary>
    /// The sum of digit·bucket. Buckets are split into segments that all keep their own running sums, so that each step is one batch of
    /// affine additions, one for each segment; the segments' totals are few and are weighted in Jacobian coordinates.
    /// </summary>
    private static JacobianPoint<TField> Weigh(ReadOnlySpan<AffinePoint<TField>> sums, ReadOnlySpan<int> sizes, PendingAdditions batch)
    {
        var log2Buckets = BitOperations.Log2((uint)sizes.Length);
        var log2Segments = Math.Min(log2Buckets, Math.Min(log2Buckets / 2 + 3, 9));
        var segments = 1 << log2Segments;
        var log2Length = log2Buckets - log2Segments;
        using var buffer = ScratchPool.Shared.Rent<AffinePoint<TField>>(sizes.Length + 2 * segments);
        var buckets = buffer.Span[..sizes.Length];
        var running = buffer.Span.Slice(sizes.Length, segments);
        var totals = buffer.Span.Slice(sizes.Length + segments, segments);

        // Bucket j of segment i goes to column i of row j, so that a row is a batch.
        for (int i = 0, source = 0; i < sizes.Length; i++)
        {
            if (sizes[i] != 0) buckets[((i & ((1 << log2Length) - 1)) << log2Segments) + (i >> log2Length)] = sums[source++];
        }

        for (var row = (1 << log2Length) - 1; row >= 0; row--)
        {
            batch.AddAll(running, buckets.Slice(row << log2Segments, segments));
            batch.AddAll(totals, running);
        }

        var suffix = JacobianPoint<TField>.Infinity;
        var weighted = JacobianPoint<TField>.Infinity;
        var total = JacobianPoint<TField>.Infinity;
        for (var i = segments - 1; i >= 0; i--)
        {
            weighted = weighted.Add(suffix);
            suffix = suffix.Add(running[i]);
            total = total.Add(totals[i]);
        }

        for (var i = 0; i < log2Length; i++) weighted = weighted.Double();
        return weighted.Add(total);
    }

    /// <summary>Additions that wait until there are enough of them to share an inversion.</summary>
    private sealed class PendingAdditions(ScratchBuffer<AffinePoint<TField>> sums, CancellationToken cancellation) : IDisposable
    {
        private readonly ScratchBuffer<AffinePoint<TField>> _points = ScratchPool.Shared.Rent<AffinePoint<TField>>(2 * Batch);
        private readonly ScratchBuffer<TField> _scratch = ScratchPool.Shared.Rent<TField>(BatchAddition<TField>.ScratchPerPair * Batch);
        private readonly int[] _targets = new int[Batch];
        private int _count;

        public Span<AffinePoint<TField>> Sums => sums.Span;

        public void Add(in AffinePoint<TField> left, in AffinePoint<TField> right, int target)
        {
            var points = _points.Span;
            points[_count] = left;
            points[Batch + _count] = right;
            _targets[_count] = target;
            if (++_count == Batch) Flush();
        }

        public void Flush()
        {
            if (_count == 0) return;
            var points = _points.Span;
            AddAll(points[.._count], points.Slice(Batch, _count));
            var results = sums.Span;
            for (var i = 0; i < _count; i++) results[_targets[i]] = points[i];
            _count = 0;
        }

        /// <summary>left[i] += right[i], at once, for at most <see cref="Batch"/> pairs.</summary>
        public void AddAll(Span<AffinePoint<TField>> left, ReadOnlySpan<AffinePoint<TField>> right)
        {
            cancellation.ThrowIfCancellationRequested();
            BatchAddition<TField>.AddInPlace(left, right, _scratch.Span);
        }

        public void Dispose()
        {
            _points.Dispose();
            _scratch.Dispose();
        }
    }
}
