namespace Shadowgraph.Proofs.Bn254;

/// <summary>Multi-scalar multiplication: the sum of scalar·point over two lists.</summary>
internal static class Msm
{
    /// <summary>Up to so many terms Straus's method is faster than Pippenger's.</summary>
    private const int FewTerms = 96;

    private const int WidestWindow = 16;

    /// <summary>A slice holds at most so many terms, which bounds scratch memory.</summary>
    private const int LargestSlice = 1 << 18;

    private const int Grain = 1 << 13;

    /// <summary>The sum of scalars[i]·points[i]. Points may repeat, be opposite or at infinity, scalars be anything.</summary>
    /// <remarks>Scalars may be secret: all memory that they pass through is cleared. Running time follows them.</remarks>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static JacobianPoint<TField> Compute<TField>(
        ReadOnlyMemory<AffinePoint<TField>> points, ReadOnlyMemory<Fr> scalars, in Parallelism parallelism)
        where TField : unmanaged, ICurveField<TField>
    {
        if (points.Length != scalars.Length) throw new ArgumentException("There must be as many scalars as points.", nameof(scalars));
        using var sized = SizedScalars.Of(points, scalars, parallelism);
        if (sized.Count <= FewTerms) return InterleavedSum<TField>.Compute(points.Span, sized);

        var windows = ChooseWindows(sized);
        parallelism.For(sized.Count, Grain, (from, to) =>
        {
            foreach (ref var magnitude in sized.Magnitudes[from..to]) magnitude = windows.Recode(magnitude);
        });

        var slices = Slice(sized, windows, parallelism.Degree);
        var sums = new JacobianPoint<TField>[slices.Count];
        var cancellation = parallelism.Cancellation;
        parallelism.For(slices.Count, 1, (from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                var (window, start, end) = slices[i];
                sums[i] = WindowSum<TField>.Compute(
                    points.Span, sized.Terms[start..end], sized.Magnitudes[start..end], windows, window, cancellation);
            }
        });
        return Combine<TField>(slices, sums, windows);
    }

    /// <summary>The width with the least work, counted in affine additions: every term that reaches a window, and its buckets.</summary>
    private static SignedWindows ChooseWindows(SizedScalars scalars)
    {
        var best = default(SignedWindows);
        var least = long.MaxValue;
        for (var width = 3; width <= WidestWindow; width++)
        {
            var windows = new SignedWindows(width, scalars.LongestBits);
            const long Overhead = 300;
            var work = windows.Count * (Overhead + 2L * windows.LargestDigit);
            for (var window = 0; window < windows.Count; window++) work += scalars.Reaching(windows.BitsToReach(window));
            if (work >= least) continue;
            least = work;
            best = windows;
        }

        return best;
    }

    /// <summary>Windows, cut further where there are many terms for the threads, largest first so that the last ones to end are short.</summary>
    private static List<(int Window, int From, int To)> Slice(SizedScalars scalars, in SignedWindows windows, int degree)
    {
        var work = 0L;
        for (var window = 0; window < windows.Count; window++) work += scalars.Reaching(windows.BitsToReach(window));
        var length = (int)Math.Min(LargestSlice, Math.Max(4L * windows.LargestDigit, work / (4 * degree)));
        var slices = new List<(int Window, int From, int To)>();
        for (var window = 0; window < windows.Count; window++)
        {
            var terms = scalars.Reaching(windows.BitsToReach(window));
            var count = Math.Max(1, (terms + length - 1) / length);
            for (var i = 0; i < count; i++) slices.Add((window, (int)((long)terms * i / count), (int)((long)terms * (i + 1) / count)));
        }

        slices.Sort((a, b) => (b.To - b.From).CompareTo(a.To - a.From));
        return slices;
    }

    private static JacobianPoint<TField> Combine<TField>(
        List<(int Window, int From, int To)> slices, JacobianPoint<TField>[] sums, in SignedWindows windows)
        where TField : unmanaged, ICurveField<TField>
    {
        var totals = new JacobianPoint<TField>[windows.Count];
        for (var i = 0; i < sums.Length; i++) totals[slices[i].Window] = totals[slices[i].Window].Add(sums[i]);
        var result = JacobianPoint<TField>.Infinity;
        for (var window = totals.Length - 1; window >= 0; window--)
        {
            for (var i = 0; i < windows.Width; i++) result = result.Double();
            result = result.Add(totals[window]);
        }

        Array.Clear(totals);
        Array.Clear(sums);
        return result;
    }
}
