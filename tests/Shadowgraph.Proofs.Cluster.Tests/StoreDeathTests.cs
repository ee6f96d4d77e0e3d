using Shadowgraph.Proofs.Tests.Cluster.Processes;

namespace Shadowgraph.Proofs.Tests.Cluster;

/// <summary>A Redis that is killed, and one that comes back without what it held.</summary>
[TestFixture]
public sealed class StoreDeathTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(5);

    private ClusterWorld _world = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _world = await ClusterWorld.StartAsync("sleep:1000", "--ProofCluster:StoreCheckPeriod=00:00:01");

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_world is not null) await _world.DisposeAsync();
    }

    [Test]
    [Order(1)]
    public async Task KilledStore_ThatComesBack_LosesNothing()
    {
        var front = await _world.FrontAsync();
        var made = Enumerable.Range(0, 8).Select(_ => Requests.Make(_world)).ToArray();
        var proving = made.Take(6).Select(each => front.Cluster.ProveAsync(each.Request)).ToList();
        await Wait.UntilAsync(() => made.Take(6).All(each => _world.CountOf(each.Id, "begun") > 0));

        _world.Redis.Kill();
        proving.AddRange(made.Skip(6).Select(each => front.Cluster.ProveAsync(each.Request)));
        await Task.Delay(Outage);
        await _world.Redis.StartAsync();

        var results = await Task.WhenAll(proving).WaitAsync(Wait.Patience);
        Assert.That(results.Select(result => result.State), Has.All.EqualTo(ProofState.Completed));
        Requests.AssertEndedOnce(_world, made.Select(each => each.Id));
        Assert.That(_world.Silos, Has.All.Matches<ChildProgram>(silo => !silo.HasExited), "A store that is away is no reason to stop.");
    }

    [Test]
    [Order(2)]
    public async Task EmptyStore_EndsTheSilos_AndAWaitingFrontSubmitsAgain()
    {
        var front = await _world.FrontAsync();
        _world.Redis.Kill();
        _world.Redis.Wipe();
        await _world.Redis.StartAsync();

        foreach (var silo in _world.Silos) Assert.That(await silo!.ExitAsync(), Is.EqualTo(70), silo.Output);

        await _world.StartSilosAsync();
        var result = await front.Cluster.ProveAsync(Requests.Make(_world).Request).WaitAsync(Wait.Patience);
        Assert.That(result.State, Is.EqualTo(ProofState.Completed));
    }
}
