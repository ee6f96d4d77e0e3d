using System.Collections.Concurrent;
using ProofCluster.Contract;
using Shadowgraph.Proofs.Tests.Cluster.Processes;

namespace Shadowgraph.Proofs.Tests.Cluster;

/// <summary>Two silos and nothing that dies.</summary>
[TestFixture]
public sealed class ManyRequestsTests
{
    private ClusterWorld _world = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _world = await ClusterWorld.StartAsync("noop", "--ProofCluster:Retention=00:00:10");

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_world is not null) await _world.DisposeAsync();
    }

    [Test]
    public async Task Prove_200RequestsBy16Callers_EachEndsOnceAndBothSilosWork()
    {
        var front = await _world.FrontAsync();
        var made = Enumerable.Range(0, 200).Select(_ => Requests.Make(_world)).ToArray();
        var results = new ConcurrentDictionary<Guid, ProofResult>();

        await Parallel.ForEachAsync(made, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (each, cancellationToken) =>
            results[each.Id] = await front.Cluster.ProveAsync(each.Request, cancellationToken: cancellationToken));

        Assert.That(results.Values.Select(result => result.State), Has.All.EqualTo(ProofState.Completed));
        Assert.That(results.All(each => each.Value.RequestId == each.Key), Is.True);
        await Wait.UntilAsync(() => made.All(each => _world.CountOf(each.Id, "ended") == 1));
        Assert.That(made.Select(each => _world.CountOf(each.Id, "begun")), Has.All.EqualTo(1));
        foreach (var silo in _world.Silos) Assert.That(silo!.Output, Does.Contain("ended: Completed"));
    }

    [Test]
    public async Task Submit_TheSameAgain_IsTheSameRequest_AndOtherContentIsRefused()
    {
        var (one, other) = (await _world.FrontAsync(), await _world.FrontAsync());
        var key = Guid.NewGuid();
        var request = _world.Demonstration.Request(ClusterWorld.Alice, key: key);
        var first = await one.Cluster.SubmitAsync(request);

        Assert.That(await other.Cluster.SubmitAsync(request), Is.EqualTo(first));
        var refusal = Assert.ThrowsAsync<ProofErrorException>(
            () => other.Cluster.SubmitAsync(_world.Demonstration.Request(ClusterWorld.Alice, key: key)))!;
        Assert.That(refusal.Error.Type, Is.EqualTo(ProofErrorType.RequestConflict));
        Assert.That(await one.Cluster.SubmitAsync(_world.Demonstration.Request(new ProofUserId("bob"), key: key)), Is.Not.EqualTo(first));
    }

    [Test]
    public async Task AnotherUser_FindsNothing()
    {
        var front = await _world.FrontAsync();
        var mallory = new ProofUserId("mallory");
        var (request, id) = Requests.Make(_world);
        await front.Cluster.ProveAsync(request);

        Assert.That(await front.Cluster.FindAsync(mallory, id), Is.EqualTo(RequestPhase.Unknown));
        Assert.That(await front.Cluster.FindResultAsync(mallory, id), Is.Null);
        Assert.That(await front.Cluster.CancelAsync(mallory, id), Is.False);
        Assert.That(await front.Cluster.WatchAsync(mallory, id).CountAsync(), Is.Zero);
        await front.Cluster.ForgetAsync(mallory, id);
        Assert.That(await front.Cluster.FindAsync(ClusterWorld.Alice, id), Is.EqualTo(RequestPhase.Completed));
    }

    [Test]
    public async Task Forget_AfterTheEnd_LeavesNothing()
    {
        var front = await _world.FrontAsync();
        var (request, id) = Requests.Make(_world);
        await front.Cluster.ProveAsync(request);

        await front.Cluster.ForgetAsync(ClusterWorld.Alice, id);

        Assert.That(await front.Cluster.FindAsync(ClusterWorld.Alice, id), Is.EqualTo(RequestPhase.Unknown));
        Assert.That(await KeysOfAsync(id), Is.Empty);
    }

    [Test]
    public async Task Retention_WhenItIsOver_LeavesNothing()
    {
        var front = await _world.FrontAsync();
        var (request, id) = Requests.Make(_world);
        await front.Cluster.ProveAsync(request);
        Assert.That(await KeysOfAsync(id), Is.Not.Empty);

        await Wait.UntilAsync(async () => (await KeysOfAsync(id)).Length == 0);

        Assert.That(await front.Cluster.FindAsync(ClusterWorld.Alice, id), Is.EqualTo(RequestPhase.Unknown));
    }

    [Test]
    public async Task Limit_OfAUser_HoldsOverAllFronts()
    {
        // The silos' limit is the default, ten an hour.
        const string limited = "--ProofCluster:Limit:Permits=10";
        var (one, other) = (await _world.FrontAsync(limited), await _world.FrontAsync(limited));
        var user = new ProofUserId($"limited-{Guid.NewGuid():N}");
        var repeated = _world.Demonstration.Request(user, key: Guid.NewGuid());
        var id = await one.Cluster.SubmitAsync(repeated);
        Assert.That(await other.Cluster.SubmitAsync(repeated), Is.EqualTo(id), "A repetition takes no permit.");
        for (var i = 1; i < 10; i++) await (i % 2 == 0 ? one : other).Cluster.SubmitAsync(_world.Demonstration.Request(user));

        var refusal = Assert.ThrowsAsync<ProofErrorException>(() => other.Cluster.SubmitAsync(_world.Demonstration.Request(user)))!.Error;

        Assert.That(refusal.Type, Is.EqualTo(ProofErrorType.RateLimitExceeded));
        Assert.That(refusal.RetryAfter, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(TimeSpan.FromHours(1)));
        Assert.That(await other.Cluster.SubmitAsync(repeated), Is.EqualTo(id));
        await one.Cluster.SubmitAsync(_world.Demonstration.Request(new ProofUserId($"free-{Guid.NewGuid():N}")));
    }

    [Test]
    public async Task Submit_WhatCannotBeProved_IsRefusedAtTheFront()
    {
        var front = await _world.FrontAsync("--ProofCluster:Access:Blocked:0=eve");
        var good = _world.Demonstration.Request(ClusterWorld.Alice);
        var old = new ProofRequest(good.Opening, good.Statement)
        {
            UserId = ClusterWorld.Alice,
            Recipient = good.Recipient,
            AsOf = DateTimeOffset.UtcNow - TimeSpan.FromHours(2),
        };
        var hidden = new ProofRequest(good.Opening, ProofStatement.SetMembership().Anonymously()) { UserId = ClusterWorld.Alice, Recipient = good.Recipient };

        Assert.That(ErrorOf(hidden), Is.EqualTo(ProofErrorType.InvalidCircuitParameters));
        Assert.That(ErrorOf(old), Is.EqualTo(ProofErrorType.ProofGenerationTimeout));
        Assert.That(ErrorOf(_world.Demonstration.Request(new ProofUserId("eve"))), Is.EqualTo(ProofErrorType.AccessDenied));
        Assert.ThrowsAsync<ArgumentException>(() => front.Cluster.SubmitAsync(_world.Demonstration.Request(default)));

        ProofErrorType ErrorOf(ProofRequest request) => Assert.ThrowsAsync<ProofErrorException>(() => front.Cluster.SubmitAsync(request))!.Error.Type;
    }

    private async Task<string[]> KeysOfAsync(Guid id)
    {
        await using var redis = await _world.Redis.ConnectAsync();
        var keys = redis.GetServers()[0].Keys(pattern: $"*{id:N}*").Select(key => key.ToString());
        return [.. keys.Where(key => key.Contains("state", StringComparison.Ordinal))];
    }
}
