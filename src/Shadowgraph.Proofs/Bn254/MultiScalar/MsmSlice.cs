namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>A part of a multi-scalar multiplication that one thread does: some windows over some of the terms.</summary>
/// <param name="FirstWindow">The lowest window.</param>
/// <param name="EndWindow">The one above the highest window.</param>
/// <param name="FirstTerm">The first term.</param>
/// <param name="EndTerm">The one after the last term in the lowest window; the others may have fewer.</param>
internal readonly record struct MsmSlice(int FirstWindow, int EndWindow, int FirstTerm, int EndTerm)
{
    /// <summary>Number of windows.</summary>
    public int Windows => EndWindow - FirstWindow;

    /// <summary>The one after the last term that has a digit in a window.</summary>
    public int EndOf(int window, ScalarsByLength scalars, in SignedWindows windows) =>
        Math.Max(FirstTerm, Math.Min(EndTerm, scalars.CountWithAtLeast(windows.BitsToReach(window))));

    /// <summary>Digits in all.</summary>
    public long Entries(ScalarsByLength scalars, in SignedWindows windows)
    {
        var entries = 0L;
        for (var window = FirstWindow; window < EndWindow; window++) entries += EndOf(window, scalars, windows) - FirstTerm;
        return entries;
    }
}
