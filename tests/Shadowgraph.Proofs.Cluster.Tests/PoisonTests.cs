using Shadowgraph.Proofs.Tests.Cluster.Processes;

namespace Shadowgraph.Proofs.Tests.Cluster;

/// <summary>A request that kills every silo that proves it.</summary>
[TestFixture]
public sealed class PoisonTests
{
    [Test]
    public async Task Poison_FailsAfterMaxStarts_AndOthersAreProved()
    {
        const string victim = "0x00000000000000000000000000000000000000ff";
        await using var world = await ClusterWorld.StartAsync($"exit:{victim}", "--ProofCluster:MaxStarts=2");
        var front = await world.FrontAsync();
        var (request, id) = Requests.Make(world, EvmAddress.Parse(victim));
        var proving = front.Cluster.ProveAsync(request);
        var deaths = 0;

        // The supervisor of a real machine does this.
        while (!proving.IsCompleted)
        {
            await Wait.UntilAsync(() => proving.IsCompleted || world.Silos.Any(silo => silo!.HasExited));
            if (proving.IsCompleted) break;
            deaths += world.Silos.Count(silo => silo!.HasExited);
            await world.StartSilosAsync();
        }

        var result = await proving;
        Assert.That(result.State, Is.EqualTo(ProofState.Failed));
        Assert.That(result.Error!.Type, Is.EqualTo(ProofErrorType.WorkerUnavailable));
        Assert.That(deaths, Is.EqualTo(2));
        Assert.That(world.CountOf(id, "begun"), Is.EqualTo(2));
        await Requests.CompleteAsync(front, await Requests.SubmitAsync(world, front, 4));
        Assert.That(world.Silos, Has.All.Matches<ChildProgram>(silo => !silo.HasExited));
    }
}
