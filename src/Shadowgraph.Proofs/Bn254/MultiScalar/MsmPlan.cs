namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>How a multi-scalar multiplication is cut: the windows' width, and the slices that threads take one by one.</summary>
internal sealed class MsmPlan
{
    /// <summary>Digits in a slice at most, which bounds scratch memory.</summary>
    public const int LargestSlice = 1 << 18;

    // Below this, the rounds at the end of a slice, of few additions for an inversion, cost more than they should.
    private const int WorthwhileSlice = 1 << 14;
    private const int WidestWindow = 16;

    // In additions, as measured: a bucket takes two, but spares one in its tree, and some book-keeping; a window has rounds of few additions.
    private const double BucketCost = 1.25;
    private const double WindowCost = 300;

    private MsmPlan(SignedWindows windows, List<MsmSlice> slices)
    {
        Windows = windows;
        Slices = slices;
    }

    public SignedWindows Windows { get; }

    /// <summary>All slices, largest first, so that the last ones to end are short.</summary>
    public IReadOnlyList<MsmSlice> Slices { get; }

    public static MsmPlan For(ScalarsByLength scalars, int degree)
    {
        var windows = ChooseWindows(scalars);
        return new MsmPlan(windows, Slice(scalars, windows, degree));
    }

    /// <summary>The width with the least work, counted in additions: one for every term that reaches a window, and those for the buckets.</summary>
    private static SignedWindows ChooseWindows(ScalarsByLength scalars)
    {
        var best = default(SignedWindows);
        var least = double.MaxValue;
        for (var width = 3; width <= WidestWindow; width++)
        {
            var windows = new SignedWindows(width, scalars.LongestBits);
            var work = windows.Count * (WindowCost + BucketCost * windows.LargestDigit) + Entries(scalars, windows);
            if (work >= least) continue;
            least = work;
            best = windows;
        }

        return best;
    }

    /// <summary>
    /// Windows with few terms are taken together, for they then share inversions; windows with many are cut where threads would be left
    /// without work: one that has more than its share, and those that are left over when each thread has had as many.
    /// </summary>
    private static List<MsmSlice> Slice(ScalarsByLength scalars, in SignedWindows windows, int degree)
    {
        var total = Entries(scalars, windows);
        var wanted = Math.Max(1, total / WorthwhileSlice);
        wanted += (degree - wanted % degree) % degree;
        var longest = (int)Math.Min(LargestSlice, Math.Max(4L * windows.LargestDigit, total / (4L * degree)));
        var slices = new List<MsmSlice>();
        var entries = 0L;
        for (var window = 0; window < windows.Count;)
        {
            var terms = scalars.CountWithAtLeast(windows.BitsToReach(window));
            var end = window + 1;
            var bound = (entries * wanted / total + 1) * total / wanted;
            for (entries += terms; end < windows.Count && entries < bound; end++) entries += scalars.CountWithAtLeast(windows.BitsToReach(end));
            var slice = new MsmSlice(window, end, 0, terms);
            slices.AddRange(Cut(slice, end - window > 1 ? 1 : (terms + longest - 1) / longest));
            window = end;
        }

        var cut = windows;
        var rest = slices.Count % degree;
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
