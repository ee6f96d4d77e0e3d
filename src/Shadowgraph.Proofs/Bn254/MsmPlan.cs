namespace Shadowgraph.Proofs.Bn254;

/// <summary>How a multi-scalar multiplication is cut: the windows' width, and the slices that threads take one by one.</summary>
internal sealed class MsmPlan
{
    /// <summary>Digits in a slice at most, which bounds scratch memory.</summary>
    public const int LargestSlice = 1 << 18;

    // Below this, the rounds at the end of a slice, with few additions for an inversion, cost more than they should.
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

    public static MsmPlan For(SizedScalars scalars, int degree)
    {
        var windows = ChooseWindows(scalars);
        return new MsmPlan(windows, Slice(scalars, windows, degree));
    }

    /// <summary>The width with the least work, counted in additions: one for every term that reaches a window, and those for the buckets.</summary>
    private static SignedWindows ChooseWindows(SizedScalars scalars)
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
    /// Windows with few terms are taken together, for they then share inversions; windows with so many that a thread would be left without
    /// work are cut.
    /// </summary>
    private static List<MsmSlice> Slice(SizedScalars scalars, in SignedWindows windows, int degree)
    {
        var share = Entries(scalars, windows) / (4L * degree);
        var longest = (int)Math.Min(LargestSlice, Math.Max(4L * windows.LargestDigit, share));
        var shortest = (int)Math.Min(WorthwhileSlice, Math.Max(1, share));
        var slices = new List<MsmSlice>();
        for (var window = 0; window < windows.Count;)
        {
            var terms = scalars.Reaching(windows.BitsToReach(window));
            var end = window + 1;
            var entries = (long)terms;
            while (end < windows.Count && entries < shortest) entries += scalars.Reaching(windows.BitsToReach(end++));
            var parts = end - window > 1 ? 1 : (terms + longest - 1) / longest;
            for (var i = 0; i < parts; i++)
                slices.Add(new(window, end, (int)((long)terms * i / parts), (int)((long)terms * (i + 1) / parts)));
            window = end;
        }

        var cut = windows;
        slices.Sort((a, b) => b.Entries(scalars, cut).CompareTo(a.Entries(scalars, cut)));
        return slices;
    }

    private static long Entries(SizedScalars scalars, in SignedWindows windows)
    {
        var entries = 0L;
        for (var window = 0; window < windows.Count; window++) entries += scalars.Reaching(windows.BitsToReach(window));
        return entries;
    }
}
