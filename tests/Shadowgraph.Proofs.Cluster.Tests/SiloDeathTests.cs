using ProofCluster.Contract;
using Shadowgraph.Proofs.Tests.Cluster.Processes;

namespace Shadowgraph.Proofs.Tests.Cluster;

/// <summary>Silos that are killed and stopped, alone and with everything else.</summary>
[TestFixture]
public sealed class SiloDeathTests
{
    private ClusterWorld _world = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _world = await ClusterWorld.StartAsync("sleep:2000");

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_world is not null) await _world.DisposeAsync();
    }

    [SetUp]
    public Task RestoreAsync() => _world.StartSilosAsync();

    [Test]
    public async Task KilledSilo_WithAFrontAlive_LosesNothing_AndDisturbsNoOther()
    {
        var front = await _world.FrontAsync();
        var made = Enumerable.Range(0, 12).Select(_ => Requests.Make(_world)).ToArray();
        var proving = new List<Task<ProofResult>>();
        foreach (var (request, _) in made)
        {
            proving.Add(front.Cluster.ProveAsync(request));
            if (proving.Count == 6)
            {
                await Wait.UntilAsync(() => made.Take(6).Count(each => _world.CountOf(each.Id, "begun") > 0) == 6);
                _world.Silos[0]!.Kill();
            }
        }

        var results = await Task.WhenAll(proving).WaitAsync(Wait.Patience);

        Assert.That(results.Select(result => result.State), Has.All.EqualTo(ProofState.Completed));
        Requests.AssertEndedOnce(_world, made.Select(each => each.Id));
        foreach (var (_, id) in made)
        {
            var wasKilled = _world.Silos[0]!.Lines.Any(line => line.Contains($"{id:N} begun", StringComparison.Ordinal))
                && _world.CountOf(id, "begun") > 1;
            Assert.That((await _world.OutcomeAsync(front, id)).Starts, Is.EqualTo(wasKilled ? 2 : 1), "Only what ran on the killed silo begins anew.");
        }
    }

    [Test]
    public async Task Watch_OverTheDeathOfItsSilo_GoesOn_AndNeverFalls()
    {
        var front = await _world.FrontAsync();
        var (request, id) = Requests.Make(_world);
        await front.Cluster.SubmitAsync(request);
        var reports = new List<ProofProgress>();

        await foreach (var report in front.Cluster.WatchAsync(ClusterWorld.Alice, id))
        {
            reports.Add(report);
            if (report.State != ProofState.Processing || report.Sequence >> 32 > 1) continue;
            var outcome = await _world.OutcomeAsync(front, id);
            if (outcome.Phase == RequestPhase.Accepted) _world.SiloNamed(outcome.Silo).Kill();
        }

        Assert.That(reports[^1].State, Is.EqualTo(ProofState.Completed));
        Assert.That(reports.Select(report => report.Sequence), Is.Ordered.And.Unique);
        Assert.That(reports.Select(report => report.Percent), Is.Ordered);
        Assert.That(reports[^1].Sequence >> 32, Is.EqualTo(2), "It was begun anew.");
    }

    [Test]
    public async Task StoppedSilo_FinishesWhatItProves_AndTheRestMoves()
    {
        var front = await _world.FrontAsync();
        var made = Enumerable.Range(0, 10).Select(_ => Requests.Make(_world)).ToArray();
        var proving = made.Select(each => front.Cluster.ProveAsync(each.Request)).ToArray();
        await Wait.UntilAsync(() => made.All(each => _world.CountOf(each.Id, "begun") > 0));
        var silo = _world.Silos[0]!;

        silo.Send("TERM");

        var results = await Task.WhenAll(proving).WaitAsync(Wait.Patience);
        Assert.That(await silo.ExitAsync(), Is.Zero, silo.Output);
        Assert.That(results.Select(result => result.State), Has.All.EqualTo(ProofState.Completed));
        Requests.AssertEndedOnce(_world, made.Select(each => each.Id));
        foreach (var (_, id) in made) Assert.That((await _world.OutcomeAsync(front, id)).Starts, Is.EqualTo(1), "A stop gives its starts back.");
    }

    [Test]
    public async Task KilledFront_AndKilledSilo_TheReminderGoesOn()
    {
        var front = await _world.FrontAsync();
        using var killed = _world.Run("prove", "--user=alice");
        var id = Guid.Parse((await killed.LineAsync("ACCEPTED"))["ACCEPTED ".Length..]);
        killed.Kill();
        await Wait.UntilAsync(() => _world.CountOf(id, "begun") == 1);
        var silo = _world.Silos.Single(each => each!.Output.Contains($"{id:N} begun", StringComparison.Ordinal))!;

        silo.Kill();

        // Nobody asks for it.
        await Wait.UntilAsync(() => _world.CountOf(id, "ended") == 1);
        await Requests.CompleteAsync(await _world.FrontAsync(), [id]);
        Assert.That((await _world.OutcomeAsync(front, id)).Starts, Is.LessThanOrEqualTo(2));
    }

    [Test]
    public async Task EverythingKilled_AllEnd_AndAPayloadUnderAnotherIdDoesNotOpen()
    {
        var before = await _world.FrontAsync();
        var ids = await Requests.SubmitAsync(_world, before, 8);
        var late = await before.Cluster.SubmitAsync(_world.Demonstration.Request(ClusterWorld.Alice, timeout: TimeSpan.FromSeconds(3)));
        foreach (var silo in _world.Silos) silo!.Kill();
        _world.Redis.Kill();
        await _world.Redis.StartAsync();
        var swapped = await SwapTwoPayloadsAsync(ids);
        await _world.StartSilosAsync();
        var front = await _world.FrontAsync();

        var results = await Requests.WaitAsync(front, ids);

        foreach (var result in results)
        {
            if (!swapped.Contains(result.RequestId))
            {
                Assert.That(result.State, Is.EqualTo(ProofState.Completed));
                continue;
            }

            Assert.That(result.State, Is.EqualTo(ProofState.Failed));
            Assert.That(result.Error!.Message, Does.Contain("not readable"));
        }

        Assert.That(swapped, Has.Length.EqualTo(2));
        Assert.That((await Requests.WaitAsync(front, [late]))[0].Error?.Type, Is.EqualTo(ProofErrorType.ProofGenerationTimeout), "Its time is over.");
        Requests.AssertEndedOnce(_world, ids);
    }

    private async Task<Guid[]> SwapTwoPayloadsAsync(Guid[] ids)
    {
        await using var redis = await _world.Redis.ConnectAsync();
        var keys = redis.GetServers()[0].Keys(pattern: "*payload*").Select(key => key.ToString()).Order(StringComparer.Ordinal)
            .Where(key => ids.Any(id => key.Contains($"{id:N}", StringComparison.Ordinal))).Take(2).ToArray();
        Assert.That(keys, Has.Length.EqualTo(2), "Requests that have not ended have a payload.");
        var database = redis.GetDatabase();
        var (one, other) = (await database.HashGetAsync(keys[0], "data"), await database.HashGetAsync(keys[1], "data"));
        await database.HashSetAsync(keys[0], "data", other);
        await database.HashSetAsync(keys[1], "data", one);
        return [.. keys.Select(key => ids.Single(id => key.Contains($"{id:N}", StringComparison.Ordinal)))];
    }
}
