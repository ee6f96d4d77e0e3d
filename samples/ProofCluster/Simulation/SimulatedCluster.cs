namespace ProofCluster.Simulation;

/// <summary>The throughput and the load of a simulated cluster.</summary>
/// <param name="Shape">The cluster.</param>
/// <param name="PerSecond">Requests that ended, a second.</param>
/// <param name="Median">The median time of a request, in milliseconds.</param>
/// <param name="SiloLoad">The share of the silos' processors that was busy.</param>
/// <param name="FrontLoad">The share of the fronts' processors that was busy.</param>
/// <param name="RedisLoad">The share of the time that Redis's thread was busy.</param>
internal sealed record SimulatedCluster(ClusterShape Shape, double PerSecond, double Median, double SiloLoad, double FrontLoad, double RedisLoad)
{
    private const double Full = 0.9;

    /// <summary>The exhausted resource.</summary>
    public string Limit =>
        SiloLoad > Full ? (Shape.IsOneMachine ? "the machine" : "silos")
        : RedisLoad > Full ? "Redis"
        : FrontLoad > Full ? "fronts"
        : "callers";
}
