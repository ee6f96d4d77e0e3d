namespace Shadowgraph.Proofs.Dispatch.Leasing;

/// <summary>Thread use of a lease over time: sums of threads times seconds.</summary>
/// <param name="Seconds">Seconds since the lease was granted.</param>
/// <param name="Own">Thread seconds of the lease.</param>
/// <param name="Others">Thread seconds of concurrent leases.</param>
internal readonly record struct ThreadSeconds(double Seconds, double Own, double Others)
{
    /// <summary>The sums after further seconds.</summary>
    public ThreadSeconds After(double seconds, int own, int others) =>
        new(Seconds + seconds, Own + own * seconds, Others + others * seconds);
}
