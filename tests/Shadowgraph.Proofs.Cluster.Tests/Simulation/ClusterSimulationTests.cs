using ProofCluster.Simulation;

namespace Shadowgraph.Proofs.Tests.Cluster.Simulation;

[TestFixture]
public sealed class ClusterSimulationTests
{
    private static readonly ClusterCosts Costs = new() { Front = 1, Silo = 6, Redis = 0.7 };

    [Test]
    public void OneMachine_GivesWhatItsProcessorsHold()
    {
        var simulated = ClusterSimulation.Run(Costs, new ClusterShape(2, 1, 2, IsOneMachine: true, 16));

        // 2 processors, 7.7 ms a request.
        Assert.That(simulated.PerSecond, Is.EqualTo(2000 / 7.7).Within(10).Percent);
        Assert.That(simulated.Limit, Is.EqualTo("the machine"));
    }

    [Test]
    public void Proofs_GrowWithTheSilos_UntilRedisIsFull()
    {
        var costs = Costs with { Proof = 600, DiskSync = 0 };
        var (few, many) = (Simulate(costs, 2), Simulate(costs, 8));

        Assert.That(many.PerSecond, Is.EqualTo(4 * few.PerSecond).Within(10).Percent);
        Assert.That(many.Limit, Is.EqualTo("silos"));
        var noProofs = Simulate(Costs, 64);
        Assert.That(noProofs.Limit, Is.EqualTo("Redis"));
        Assert.That(noProofs.PerSecond, Is.LessThanOrEqualTo(1000 / 0.7 * 1.05));
    }

    [Test]
    public void Run_IsTheSameEachTime()
    {
        var (once, again) = (Simulate(Costs, 3), Simulate(Costs, 3));

        Assert.That(again, Is.EqualTo(once));
    }

    private static SimulatedCluster Simulate(ClusterCosts costs, int silos) =>
        ClusterSimulation.Run(costs, new ClusterShape(silos, (silos / 4) + 1, 2, IsOneMachine: false, 16 * silos), seconds: 10);
}
