namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>The plan of a multi-scalar multiplication: the width of windows, and the slices that threads take one by one.</summary>
internal sealed class MsmPlan
{
    /// <summary>The most digits in a slice, which bounds scratch memory.</summary>
    public const int LargestSlice = 1 << 18;

    // Below this size, the last rounds of a slice, with few additions per inversion, cost too much.
    private const int WorthwhileSlice = 1 << 14;
    private const int WidestWindow = 16;

    // A window with fewer terms for each bucket is not cut: the buckets of every part would cost too much.
    private const long TermsPerBucket = 8;

    // In additions, measured: a bucket takes two, but saves one in its tree, and adds some bookkeeping; a window has rounds with few additions.
    private const double BucketCost = 1.25;
    private const double WindowCost = 300;

    private MsmPlan(SignedWindows windows, List<MsmSlice> slices)
    {
        Windows = windows;
        Slices = slices;
    }

    public SignedWindows Windows { get; }

    /// <summary>All slices, largest first, so that the last running slices are short.</summary>
    public IReadOnlyList<MsmSlice> Slices { get; }

    public static MsmPlan For(ScalarsByLength scalars, int degree)
    {
        var windows = ChooseWindows(scalars);

        // The width depends on the scalars alone; slices also depend on the number of
        // threads.
        return new MsmPlan(windows, Slice(scalars, windows, degree));
    }

    /// <summary>The work of windows with all their buckets, in additions.</summary>
    /// <param name="windows">The windows of the sum.</param>
    /// <param name="count">How many of them.</param>
    /// <param name="entries">The number of digits in these windows.</param>
    public static double Work(in SignedWindows windows, int count, long entries) =>
        count * (WindowCost + BucketCost * windows.LargestDigit) + entries;

    /// <summary>The width with the least work, counted in additions: one for every term that reaches a window, and the additions of the buckets.</summary>
    private static SignedWindows ChooseWindows(ScalarsByLength scalars)
    {
        var best = default(SignedWindows);
        var least = double.MaxValue;

        // A wider window saves additions of terms and doubles the buckets. A linear search
        // over few widths, on exact counts of terms.
        for (var width = 3; width <= WidestWindow; width++)
        {
            var windows = new SignedWindows(width, scalars.LongestBits);

            // Fixed costs per window and bucket, plus an addition for each digit of a
            // scalar that reaches the window.
            var work = Work(windows, windows.Count, Entries(scalars, windows));
            if (work >= least) continue;
            least = work;
            best = windows;
        }

        return best;
    }

    /// <summary>
    /// Windows with few terms are combined, because they then share inversions; windows with many terms are cut where threads would otherwise wait for
    /// the last slices.
    /// </summary>
    /// <remarks>
    /// Every part of a window has the window's buckets again, so only the last windows are cut: a slice is at most the share of a thread in the work
    /// that is left (Polychronopoulos and Kuck, "Guided self-scheduling", IEEE Transactions on Computers C-36, 1987), unless the slice has fewer than
    /// <see cref="TermsPerBucket"/> terms for each bucket. Parts add at most 14 % to the work of a sum, for any number of threads; at 2^16 full scalars
    /// 0.7 % for two threads, 6 % for 16, and at most 8 %.
    /// </remarks>
    private static List<MsmSlice> Slice(ScalarsByLength scalars, in SignedWindows windows, int degree)
    {
        var total = Entries(scalars, windows);

        // WorthwhileSlice digits per slice on average, and a number of slices that divides
        // evenly among threads.
        var wanted = Math.Max(1, total / WorthwhileSlice);
        wanted += (degree - wanted % degree) % degree;

        var slices = new List<MsmSlice>();
        var entries = 0L;
        for (var window = 0; window < windows.Count;)
        {
            // Low windows have the most terms, because few scalars are long, and are taken
            // first.
            var share = Math.Max(TermsPerBucket * windows.LargestDigit, (total - entries) / degree);
            var terms = scalars.CountWithAtLeast(windows.BitsToReach(window));
            var end = window + 1;

            // Further windows join until the slice reaches its share of all digits.
            var bound = (entries * wanted / total + 1) * total / wanted;
            for (entries += terms; end < windows.Count && entries < bound; end++) entries += scalars.CountWithAtLeast(windows.BitsToReach(end));

            // Only a single window is cut by terms. Combined windows are short already.
            var longest = (int)Math.Min(LargestSlice, share);
            slices.AddRange(Cut(new MsmSlice(window, end, 0, terms), end - window > 1 ? 1 : (terms + longest - 1) / longest));
            window = end;
        }

        var order = windows;
        slices.Sort((a, b) => b.Entries(scalars, order).CompareTo(a.Entries(scalars, order)));
        return slices;
    }

    private static IEnumerable<MsmSlice> Cut(MsmSlice slice, int parts)
    {
        var terms = (long)slice.EndTerm - slice.FirstTerm;
        for (var i = 0; i < parts; i++)
        {
            // Parts of nearly equal size: the rounding of both ends distributes the
            // remainder.
            yield return slice with
            {
                FirstTerm = slice.FirstTerm + (int)(terms * i / parts),
                EndTerm = slice.FirstTerm + (int)(terms * (i + 1) / parts),
            };
        }
    }

    private static long Entries(ScalarsByLength scalars, in SignedWindows windows)
    {
        var entries = 0L;
        for (var window = 0; window < windows.Count; window++) entries += scalars.CountWithAtLeast(windows.BitsToReach(window));
        return entries;
    }
}
