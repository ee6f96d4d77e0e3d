using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Prediction;

namespace Shadowgraph.Proofs.Tests.Prediction;

/// <summary>Proofs that were never made, and how long they would have taken.</summary>
internal static class Runs
{
    public static ProofWork Work(CircuitSize size = CircuitSize.Small, int links = 1, int threads = 1, double load = 0) =>
        new() { Size = size, LinkCount = links, WorkUnits = (long)links * CircuitCost.Of(size).Constraints, Threads = threads, Load = load };

    /// <summary>One of many kinds of proof, the same for the same seed.</summary>
    public static ProofWork Any(int seed)
    {
        var random = new Random(seed);
        return Work((CircuitSize)random.Next(3), 1 + random.Next(4), 1 + random.Next(8), random.NextDouble());
    }

    /// <summary>The seconds that a proof takes on a machine that is not quite as anybody would think.</summary>
    public static double Law(in ProofWork work) =>
        0.8 * Math.Pow(work.WorkUnits / 25_800.0, 1.05) * Math.Pow(work.Threads, -0.8) * (work.Size == CircuitSize.Large ? 1.2 : 1)
        * Math.Pow(1 + work.Load, 0.9);
}
