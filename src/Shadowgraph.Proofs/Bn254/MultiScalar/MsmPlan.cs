namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>The plan of a multi-scalar multiplication: the width of windows, and the slices that threads take one by one.</summary>
internal sealed class MsmPlan
{
    /// <summary>The most digits in a slice, which bounds scratch memory.</summary>
    public const int LargestSlice = 1 << 18;

    // Below this size, the last rounds of a slice, with few additions per inversion, cost too much.
    private const int WorthwhileSlice = 1 << 14;
    private const int WidestWindow = 16;

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
            var work = windows.Count * (WindowCost + BucketCost * windows.LargestDigit) + Entries(scalars, windows);
            if (work >= least) continue;
            least = work;
            best = windows;
        }

        return best;
    }

    /// <summary>
    /// Windows with few terms are combined, because they then share inversions; windows with many terms are cut if threads would be left without
    /// work: a window above its share, and the slices left over when each thread has the same number.
    /// </summary>
    private static List<MsmSlice> Slice(ScalarsByLength scalars, in SignedWindows windows, int degree)
    {
        var total = Entries(scalars, windows);

        // WorthwhileSlice digits per slice on average, and a number of slices that divides
        // evenly among threads.
        var wanted = Math.Max(1, total / WorthwhileSlice);
        wanted += (degree - wanted % degree) % degree;

        // A quarter of a thread's share, but at least four digits per bucket, so that
        // additions of terms outweigh the buckets, and at most LargestSlice digits.
        var longest = (int)Math.Min(LargestSlice, Math.Max(4L * windows.LargestDigit, total / (4L * degree)));
        var slices = new List<MsmSlice>();
        var entries = 0L;
        for (var window = 0; window < windows.Count;)
        {
            var terms = scalars.CountWithAtLeast(windows.BitsToReach(window));
            var end = window + 1;

            // Further windows join until the slice reaches its share of all digits. Only
            // low windows have many terms, because few scalars are long.
            var bound = (entries * wanted / total + 1) * total / wanted;
            for (entries += terms; end < windows.Count && entries < bound; end++) entries += scalars.CountWithAtLeast(windows.BitsToReach(end));
            var slice = new MsmSlice(window, end, 0, terms);

            // Only a single window is cut by terms. Combined windows are short already.
            slices.AddRange(Cut(slice, end - window > 1 ? 1 : (terms + longest - 1) / longest));
            window = end;
        }

        // Slices in excess of a multiple of the number of threads would run with idle
        // threads beside them: these are cut once more, unless the parts would have fewer
        // terms than buckets.
        var cut = windows;
        var rest = slices.Count % degree;

        // Largest first, so that short slices fill the gaps at the end.
        slices.Sort((a, b) => b.Entries(scalars, cut).CompareTo(a.Entries(scalars, cut)));
        foreach (var slice in slices[^rest..])
        {
            if (slice.Windows > 1 || slice.EndTerm - slice.FirstTerm < 4 * windows.LargestDigit) continue;
            slices.Remove(slice);
            slices.AddRange(Cut(slice, degree));
        }

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
