namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>A part of a multi-scalar multiplication for a single thread: some windows over some of the terms.</summary>
/// <param name="FirstWindow">The lowest window.</param>
/// <param name="EndWindow">The exclusive end of the windows.</param>
/// <param name="FirstTerm">The first term.</param>
/// <param name="EndTerm">The exclusive end of the terms in the lowest window; higher windows may have fewer terms.</param>
internal sealed record MsmSlice(int FirstWindow, int EndWindow, int FirstTerm, int EndTerm)
{
    /// <summary>Number of windows.</summary>
    public int Windows => EndWindow - FirstWindow;

    /// <summary>The exclusive end of the terms with a digit in a window.</summary>
    public int EndOf(int window, ScalarsByLength scalars, in SignedWindows windows) =>
        // Terms are ordered by length, so the terms with a digit in the window are a prefix
        // of all terms.
        Math.Max(FirstTerm, Math.Min(EndTerm, scalars.CountWithAtLeast(windows.BitsToReach(window))));

    /// <summary>The total number of digits.</summary>
    public long Entries(ScalarsByLength scalars, in SignedWindows windows)
    {
        var entries = 0L;
        for (var window = FirstWindow; window < EndWindow; window++) entries += EndOf(window, scalars, windows) - FirstTerm;
        return entries;
    }
}
