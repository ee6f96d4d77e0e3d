namespace Shadowgraph.Proofs.Dispatch.Leasing;

/// <summary>What threads a lease had for how long: sums of their number times seconds.</summary>
/// <param name="Seconds">Since it was given.</param>
/// <param name="Own">Its own threads.</param>
/// <param name="Others">Those that others had at the same time.</param>
internal readonly record struct ThreadSeconds(double Seconds, double Own, double Others)
{
    /// <summary>With so many more seconds.</summary>
    public ThreadSeconds After(double seconds, int own, int others) =>
        new(Seconds + seconds, Own + own * seconds, Others + others * seconds);
}
