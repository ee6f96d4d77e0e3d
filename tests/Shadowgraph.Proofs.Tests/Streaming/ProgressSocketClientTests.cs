using System.Net.WebSockets;
using Microsoft.Extensions.Time.Testing;
using Shadowgraph.Proofs.Streaming;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Streaming;

[TestFixture]
[Parallelizable]
public sealed class ProgressSocketClientTests
{
    private static readonly ProofUserId Alice = new("alice");

    [Test]
    public async Task Watch_ToTheEnd_GivesProgressThenTheEnd()
    {
        await using var world = new ClientWorld();
        var ticket = await world.SubmitAsync();
        var call = await world.Test.Prover.NextCallAsync();
        call.Report(ProverStage.Proving, 0.5, link: 1);
        var watching = ReadAsync(world.Client.WatchAsync(ticket.Id));
        await Wait.UntilAsync(() => world.Connections == 1);
        call.Succeed();

        var updates = await world.Test.PassTimeUntilAsync(watching);

        Assert.That(updates[^1].Kind, Is.EqualTo(ProgressUpdateKind.Completed));
        Assert.That(updates[^1].Hash, Is.EqualTo((await ticket.Completion).Hash));
        Assert.That(updates.SkipLast(1).Select(update => update.Progress!.Sequence), Is.Ordered.And.Unique);
    }

    [Test]
    public async Task Watch_OverBrokenConnections_ConnectsAgain_AndNeverMissesTheEnd()
    {
        await using var world = new ClientWorld();
        var ticket = await world.SubmitAsync();
        var call = await world.Test.Prover.NextCallAsync();
        var watching = ReadAsync(world.Client.WatchAsync(ticket.Id));
        for (var i = 1; i <= 3; i++)
        {
            await world.Test.Time.PassUntilAsync(() => world.Connections == i, TimeSpan.FromMilliseconds(100));
            await Wait.UntilAsync(() => world.Last.Server.State == WebSocketState.Open);
            if (i == 3) call.Succeed();
            world.Last.Break();
        }

        var updates = await world.Test.PassTimeUntilAsync(watching);

        Assert.That(updates[^1].Kind, Is.EqualTo(ProgressUpdateKind.Completed));
        Assert.That(updates.Count(update => update.IsFinal), Is.EqualTo(1));
        Assert.That(world.Connections, Is.InRange(3, 4));
    }

    [Test]
    public async Task Watch_OverAStopOfTheServer_GoesOnWithTheNext()
    {
        await using var world = new ClientWorld();
        var ticket = await world.SubmitAsync();
        var call = await world.Test.Prover.NextCallAsync();
        var watching = ReadAsync(world.Client.WatchAsync(ticket.Id));
        await Wait.UntilAsync(() => world.Connections == 1);

        await world.StopServerAsync();
        await world.Test.Time.PassUntilAsync(() => world.Connections == 2, TimeSpan.FromMilliseconds(100));
        call.Succeed();

        Assert.That((await world.Test.PassTimeUntilAsync(watching))[^1].Kind, Is.EqualTo(ProgressUpdateKind.Completed));
    }

    [Test]
    public async Task Watch_OfAServerThatNeverAnswers_GivesUpAfterFiveTries_WithLongerAndLongerPauses()
    {
        var time = new FakeTimeProvider();
        var at = new List<DateTimeOffset>();
        var client = new ProgressSocketClient(
            _ =>
            {
                at.Add(time.GetUtcNow());
                throw new WebSocketException("refused");
            },
            time: time);
        var watching = ReadAsync(client.WatchAsync(Guid.NewGuid()));

        var thrown = Assert.ThrowsAsync<ProgressSocketException>(() => time.PassUntilAsync(watching, TimeSpan.FromMilliseconds(50)));

        var pauses = at.Zip(at.Skip(1), (before, after) => (after - before).TotalSeconds).ToArray();
        Assert.That(at, Has.Count.EqualTo(5));
        for (var i = 0; i < pauses.Length; i++) Assert.That(pauses[i], Is.InRange(0.5 * (1 << i), (1 << i) + 0.5));
        Assert.That(thrown!.Message, Does.Contain("5 times").And.Contain("refused"));
        Assert.That(thrown.InnerException, Is.TypeOf<WebSocketException>());
    }

    [Test]
    public async Task Watch_OfARequestThatNobodyKnows_EndsAsUnknown()
    {
        await using var world = new ClientWorld();

        var updates = await world.Test.PassTimeUntilAsync(ReadAsync(world.Client.WatchAsync(Guid.NewGuid())));

        Assert.That(updates.Single().Kind, Is.EqualTo(ProgressUpdateKind.Unknown));
    }

    [Test]
    public async Task Watch_OfAFailure_GivesItsError()
    {
        await using var world = new ClientWorld();
        world.Test.Prover.Script = Scripts.Fail(() => new StatementNotSatisfiedException(ScoreBounds.AtLeast(900_000)));
        var ticket = await world.SubmitAsync();

        var end = (await world.Test.PassTimeUntilAsync(ReadAsync(world.Client.WatchAsync(ticket.Id))))[^1];

        Assert.That(end.Kind, Is.EqualTo(ProgressUpdateKind.Failed));
        Assert.That(end.Error!.Type, Is.EqualTo(ProofErrorType.StatementNotSatisfied));
        Assert.That(end.Error.RequestId, Is.EqualTo(ticket.Id));
    }

    [Test]
    public async Task Watch_OfManyByASlowReader_GivesEveryEnd()
    {
        await using var world = new ClientWorld();
        world.Test.Prover.Script = Scripts.Report(reportsPerStage: 50);
        var tickets = new List<ProofTicket>();
        for (var i = 0; i < 10; i++) tickets.Add(await world.SubmitAsync(i));
        var ends = new List<Guid>();
        var watching = Task.Run(async () =>
        {
            await foreach (var update in world.Client.WatchManyAsync(tickets.Select(ticket => ticket.Id)))
            {
                await Task.WhenAll(tickets.Select(ticket => ticket.Completion));
                if (update.IsFinal) ends.Add(update.RequestId);
            }

            return true;
        });

        await world.Test.PassTimeUntilAsync(watching);

        Assert.That(ends, Is.EquivalentTo(tickets.Select(ticket => ticket.Id)));
    }

    [Test]
    public async Task Cancel_OfTheWatching_EndsItAtOnce_AndNotTheRequest()
    {
        await using var world = new ClientWorld();
        var ticket = await world.SubmitAsync();
        using var cancel = new CancellationTokenSource();
        var watching = ReadAsync(world.Client.WatchAsync(ticket.Id, cancel.Token));
        await Wait.UntilAsync(() => world.Connections == 1);

        await cancel.CancelAsync();

        Assert.CatchAsync<OperationCanceledException>(() => watching.WaitAsync(Wait.Patience));
        Assert.That(world.Test.Pipeline.Find(ticket.Id)!.State, Is.EqualTo(ProofState.Processing).Or.EqualTo(ProofState.Queued));
    }

    private static async Task<List<ProgressUpdate>> ReadAsync(IAsyncEnumerable<ProgressUpdate> updates)
    {
        var all = new List<ProgressUpdate>();
        await foreach (var update in updates) all.Add(update);
        return all;
    }

    /// <summary>A server that can be broken and stopped, and a client of it.</summary>
    private sealed class ClientWorld : IAsyncDisposable
    {
        private readonly Lock _lock = new();
        private readonly List<SocketPair> _pairs = [];
        private readonly List<Task> _serving = [];
        private CancellationTokenSource _stop = new();

        public ClientWorld() => Client = new ProgressSocketClient(Connect, time: Test.Time);

        public PipelineUnderTest Test { get; } = new(Scripts.ByHand);

        public ProgressSocketClient Client { get; }

        public int Connections
        {
            get
            {
                lock (_lock) return _pairs.Count;
            }
        }

        public SocketPair Last
        {
            get
            {
                lock (_lock) return _pairs[^1];
            }
        }

        public Task<ProofTicket> SubmitAsync(int recipient = 0) =>
            Test.Pipeline.SubmitAsync(PipelineWorld.Request(recipient: recipient, user: Alice));

        public async Task StopServerAsync()
        {
            var stop = _stop;
            _stop = new CancellationTokenSource();
            await stop.CancelAsync();
            stop.Dispose();
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Test.PassTimeUntilAsync(Task.WhenAll(_serving));
            foreach (var pair in _pairs) pair.Dispose();
            _stop.Dispose();
            await Test.DisposeAsync();
        }

        private Task<WebSocket> Connect(CancellationToken cancellationToken)
        {
            var pair = new SocketPair();
            var serving = new ProgressSocketServer(Test.Pipeline, time: Test.Time)
                .ServeAsync(pair.Server, new ProgressSocketSession(Alice), _stop.Token);
            lock (_lock)
            {
                _pairs.Add(pair);
                _serving.Add(serving);
            }

            return Task.FromResult(pair.Client);
        }
    }
}
