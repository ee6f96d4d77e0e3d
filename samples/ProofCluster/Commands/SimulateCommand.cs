using System.Globalization;
using ProofCluster.Simulation;

namespace ProofCluster.Commands;

/// <summary>simulate: how far a cluster grows, from the measured cost of a request.</summary>
internal static class SimulateCommand
{
    private static readonly int[] Sizes = [1, 2, 4, 8, 16, 32, 64, 100, 150, 200];

    public static readonly string[] Options = ["front", "silo", "redis", "proof", "cores", "callers", "silos-of-a-front"];

    public static Task<int> RunAsync(Arguments arguments)
    {
        var costs = new ClusterCosts();
        costs = costs with
        {
            Front = Milliseconds(arguments, "front", costs.Front),
            Silo = Milliseconds(arguments, "silo", costs.Silo),
            Redis = Milliseconds(arguments, "redis", costs.Redis),
            Proof = Milliseconds(arguments, "proof", costs.Proof),
        };
        var cores = arguments.Number("cores", 2, 1, 128);
        var callers = arguments.Number("callers", 16, 1, 10_000);
        var perFront = arguments.Number("silos-of-a-front", 50, 1, 1000);

        Print(ClusterSimulation.Run(costs, new ClusterShape(2, 1, cores, IsOneMachine: true, callers)), "two silos, front and Redis on one machine");
        foreach (var silos in Sizes)
        {
            var shape = new ClusterShape(silos, ((silos - 1) / perFront) + 1, cores, IsOneMachine: false, callers * silos);
            Print(ClusterSimulation.Run(costs, shape), string.Create(CultureInfo.InvariantCulture, $"{silos} silos, {shape.Fronts} fronts"));
        }

        return Task.FromResult(0);
    }

    private static double Milliseconds(Arguments arguments, string name, double otherwise)
    {
        if (arguments[name] is not { } text) return otherwise;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1_000_000
            ? value
            : throw new UsageException($"--{name} must be milliseconds, 0 to 1000000.");
    }

    private static void Print(SimulatedCluster simulated, string name) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-42} {simulated.PerSecond,7:0} a second, half within {simulated.Median,6:0} ms; silos {simulated.SiloLoad,4:0%}, "
        + $"fronts {simulated.FrontLoad,4:0%}, Redis {simulated.RedisLoad,4:0%}: bound by {simulated.Limit}"));
}
