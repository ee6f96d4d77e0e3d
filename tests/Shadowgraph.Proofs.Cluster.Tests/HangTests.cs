using ProofCluster.Contract;
using Shadowgraph.Proofs.Tests.Cluster.Processes;

namespace Shadowgraph.Proofs.Tests.Cluster;

/// <summary>Requests that take long: quiet watchers, cancellation, full silos, and a silo that hangs for half a minute.</summary>
[TestFixture]
public sealed class HangTests
{
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(30);

    private ClusterWorld _world = null!;

    [OneTimeSetUp]
    public async Task StartAsync() =>
        _world = await ClusterWorld.StartAsync("sleep:9000", "--ProofCluster:MaxConcurrency=1", "--ProofCluster:MaxOpenPerSilo=6");

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_world is not null) await _world.DisposeAsync();
    }

    [SetUp]
    public Task RestoreAsync() => _world.StartSilosAsync();

    [Test]
    public async Task Watch_ThatIsQuietForNineSeconds_Completes()
    {
        var front = await _world.FrontAsync();
        var (request, id) = Requests.Make(_world);
        await front.Cluster.SubmitAsync(request);

        var reports = await front.Cluster.WatchAsync(ClusterWorld.Alice, id).ToListAsync();

        Assert.That(reports[^1].State, Is.EqualTo(ProofState.Completed));
        Assert.That(reports[^1].Sequence >> 32, Is.EqualTo(1));
        Assert.That(reports.Select(report => report.Sequence), Is.Ordered.And.Unique);
    }

    [Test]
    public async Task Cancel_WhileItWaitsAndWhileItIsProved_EndsIt()
    {
        var front = await _world.FrontAsync();
        var ids = await Requests.SubmitAsync(_world, front, 4);
        await Wait.UntilAsync(() => ids.All(id => _world.CountOf(id, "begun") == 1));
        var cancelled = Cancellations;

        foreach (var id in ids) Assert.That(await front.Cluster.CancelAsync(ClusterWorld.Alice, id), Is.True);

        var results = await Requests.WaitAsync(front, ids);
        Assert.That(results.Select(result => result.State), Has.All.EqualTo(ProofState.Cancelled));
        Assert.That(results.Select(result => result.Error!.IsByStop), Has.All.False);
        await Wait.UntilAsync(() => Cancellations > cancelled); // the prover's token fired
        Assert.That(await front.Cluster.CancelAsync(ClusterWorld.Alice, ids[0]), Is.False, "It has ended.");
    }

    [Test]
    public async Task Submit_MoreThanSilosMayHold_IsRefused()
    {
        var front = await _world.FrontAsync();
        var ids = new List<Guid>();
        ProofErrorType? refusal = null;
        try
        {
            while (ids.Count < 20) ids.Add(await front.Cluster.SubmitAsync(_world.Demonstration.Request(ClusterWorld.Alice)));
        }
        catch (ProofErrorException e)
        {
            refusal = e.Error.Type;
        }

        Assert.That(refusal, Is.EqualTo(ProofErrorType.QueueFull));
        Assert.That(ids, Has.Count.GreaterThanOrEqualTo(6));
        foreach (var id in ids) await front.Cluster.CancelAsync(ClusterWorld.Alice, id);
        await Requests.WaitAsync(front, ids);
    }

    [Test]
    public async Task HungSilo_IsReplaced_AndStoresNothingWhenItWakes()
    {
        var front = await _world.FrontAsync();
        var ids = await Requests.SubmitAsync(_world, front, 4);
        await Wait.UntilAsync(() => ids.All(id => _world.CountOf(id, "begun") >= 1));
        var hung = _world.Silos[0]!;

        hung.Send("STOP");
        var woken = WakeAsync();
        await Requests.CompleteAsync(front, ids);
        await woken;

        Assert.That(await hung.ExitAsync(), Is.Not.Zero, "The cluster has declared it dead, and it ends itself.");
        Requests.AssertEndedOnce(_world, ids);
        foreach (var id in ids) Assert.That((await _world.OutcomeAsync(front, id)).Phase, Is.EqualTo(RequestPhase.Completed));

        async Task WakeAsync()
        {
            await Task.Delay(Hang);
            hung.Send("CONT");
        }
    }

    private int Cancellations => _world.AllOutput.Count(line => line.Contains("prover was cancelled", StringComparison.Ordinal));
}
