using ProofCluster.Contract;
using Shadowgraph.Proofs.Tests.Cluster.Processes;
using Shadowgraph.Proofs.Tests.Servers;

namespace Shadowgraph.Proofs.Tests.Cluster;

/// <summary>The same over PostgreSQL, with Redis for membership and directory.</summary>
[TestFixture]
public sealed class PostgresTests
{
    private PostgreSqlServer _postgres = null!;
    private ClusterWorld _world = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (await PostgreSqlServer.StartAsync() is not { } server)
        {
            Assert.Ignore("PostgreSQL is not installed. Install Debian's package postgresql.");
            return;
        }

        _postgres = server;
        _world = await ClusterWorld.StartAsync(
            "sleep:1000", "--store=Postgres", $"--ProofCluster:Postgres={server.ConnectionTo("postgres")}", "--ProofCluster:Retention=00:00:10");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_world is not null) await _world.DisposeAsync();
        if (_postgres is not null) await _postgres.DisposeAsync();
    }

    [Test]
    [Order(1)]
    public async Task KilledSilo_LosesNothing_AndRetentionClears()
    {
        var front = await _world.FrontAsync();
        var ids = await Requests.SubmitAsync(_world, front, 6);
        await Wait.UntilAsync(() => ids.Any(id => _world.CountOf(id, "begun") > 0));
        _world.Silos[0]!.Kill();

        await Requests.CompleteAsync(front, ids);

        Requests.AssertEndedOnce(_world, ids);
        await Wait.UntilAsync(async () => await front.Cluster.FindAsync(ClusterWorld.Alice, ids[0]) == RequestPhase.Unknown);
        await _world.StartSilosAsync();
    }

    [Test]
    [Order(2)]
    public async Task KilledDatabase_ThatComesBack_LosesNothing()
    {
        var front = await _world.FrontAsync();
        var ids = await Requests.SubmitAsync(_world, front, 6);

        await _postgres.KillAsync();
        await _postgres.StartAgainAsync();

        await Requests.CompleteAsync(front, ids);
        Requests.AssertEndedOnce(_world, ids);
    }
}
