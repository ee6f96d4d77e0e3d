using System.Net.WebSockets;
using Microsoft.Extensions.Time.Testing;
using Shadowgraph.Proofs.Streaming;

namespace Shadowgraph.Proofs.Tests.Streaming;

/// <summary>Many sockets over one source: shared watches, bounded rates, slow readers, and failures of the source.</summary>
[TestFixture]
public sealed class FanOutTests
{
    private static readonly ProofUserId Alice = new("alice");
    private static readonly Guid Request = Guid.Parse("11111111-1111-1111-1111-111111111111");

    private readonly List<(SocketPair Pair, Task Serving)> _open = [];
    private FakeTimeProvider _time = null!;
    private SourceByHand _source = null!;

    [SetUp]
    public void Start()
    {
        _time = new FakeTimeProvider();
        _source = new SourceByHand(Alice);
    }

    [TearDown]
    public async Task StopAsync()
    {
        foreach (var (pair, _) in _open) pair.Break();
        await Task.WhenAll(_open.Select(open => open.Serving)).WaitAsync(Wait.Patience);
        foreach (var (pair, _) in _open) pair.Dispose();
        _open.Clear();
    }

    [Test]
    public async Task Watchers_OfOneRequest_ShareOneWatch_AndAllGetItsEnd()
    {
        const int Watchers = 50;
        var server = Serve(new ProgressSocketOptions { ProgressInterval = TimeSpan.Zero });
        var pairs = Enumerable.Range(0, Watchers).Select(_ => Connect(server)).ToArray();
        foreach (var pair in pairs) await pair.SubscribeAsync(Request);
        await Wait.UntilAsync(() => _source.Open == 1);

        // "subscribed" precedes the subscription. The first state shows that a socket follows, whether the state or the socket came first.
        _source.Report(Request, 7);
        foreach (var pair in pairs) await pair.ReceiveUntilAsync("progress");
        _source.Report(Request, 100, ProofState.Failed);
        foreach (var pair in pairs) await pair.ReceiveUntilAsync("failed");

        Assert.That(_source.Begun, Is.EqualTo(1));
        await Wait.UntilAsync(() => _source.Open == 0);
    }

    [Test]
    public async Task Watcher_WhoComesLater_IsToldThePresentState_AtOnce()
    {
        var server = Serve(new ProgressSocketOptions());
        var (first, second) = (Connect(server), Connect(server));
        await first.SubscribeAsync(Request);
        await Wait.UntilAsync(() => _source.Open == 1);
        _source.Report(Request, 7);
        await first.ReceiveUntilAsync("progress");

        await second.SubscribeAsync(Request);

        Assert.That(SequenceOf((await second.ReceiveUntilAsync("progress"))[^1]), Is.EqualTo(7));
        Assert.That(_source.Begun, Is.EqualTo(1));
    }

    [Test]
    public async Task Watch_WhoseLastFollowerLeaves_Ends_AndBeginsAnewForTheNext()
    {
        var server = Serve(new ProgressSocketOptions());
        var (first, second) = (Connect(server), Connect(server));
        foreach (var pair in new[] { first, second })
        {
            await pair.SubscribeAsync(Request);
            await pair.ReceiveUntilAsync("subscribed");
        }

        await Wait.UntilAsync(() => _source.Open == 1);
        await first.SendAsync($$"""{"type":"unsubscribe","requestId":"{{Request}}"}""");
        second.Break();
        await Wait.UntilAsync(() => _source.Open == 0);

        await first.SubscribeAsync(Request);
        await Wait.UntilAsync(() => _source.Begun == 2 && _source.Open == 1);
        _source.Report(Request, 9);
        Assert.That(SequenceOf((await first.ReceiveUntilAsync("progress"))[^1]), Is.EqualTo(9));
    }

    [Test]
    public async Task Updates_MoreThanTheBudget_AreToldLessOften_AndTheEndAtOnce()
    {
        const int PerSecond = 10, Seconds = 20, ReportsPerSecond = 100;
        var server = Serve(new ProgressSocketOptions { MaxUpdatesPerSecond = PerSecond, ProgressInterval = TimeSpan.Zero, SendTimeout = TimeSpan.FromHours(1) });
        var pair = Connect(server);
        await pair.SubscribeAsync(Request);
        await pair.ReceiveUntilAsync("subscribed");
        await Wait.UntilAsync(() => _source.Open == 1);

        // Without this, a busy machine may read the source only after the last report.
        _source.Report(Request, 1);
        await pair.ReceiveUntilAsync("progress");
        var receiving = pair.ReceiveUntilAsync("failed");

        for (var i = 2; i <= Seconds * ReportsPerSecond; i++)
        {
            _source.Report(Request, i);
            await Task.Yield();
            _time.Advance(TimeSpan.FromSeconds(1.0 / ReportsPerSecond));
        }

        // The clock stands still from here: the end must not wait for a round.
        _source.Report(Request, int.MaxValue, ProofState.Failed);
        var updates = (await receiving).Count(message => SocketPair.TypeOf(message) == "progress");

        Assert.That(updates, Is.LessThanOrEqualTo((Seconds * PerSecond) + 1));
    }

    [Test]
    public async Task Reader_WhoIsSlow_GetsTheNewest_ThenTheEnd()
    {
        const int Reports = 2000;
        var server = Serve(new ProgressSocketOptions { MaxUpdatesPerSecond = 1_000_000, ProgressInterval = TimeSpan.Zero });
        var (slow, fast) = (Connect(server), Connect(server));
        foreach (var pair in new[] { slow, fast })
        {
            await pair.SubscribeAsync(Request);
            await pair.ReceiveUntilAsync("subscribed");
        }

        await Wait.UntilAsync(() => _source.Open == 1);
        for (var i = 1; i <= Reports; i++)
        {
            _source.Report(Request, i);
            var seen = await fast.ReceiveUntilAsync("progress");
            Assert.That(SequenceOf(seen[^1]), Is.EqualTo(i));
        }

        _source.Report(Request, Reports + 1, ProofState.Failed);
        await fast.ReceiveUntilAsync("failed");
        var late = (await slow.ReceiveUntilAsync("failed")).Where(message => SocketPair.TypeOf(message) == "progress").Select(SequenceOf).ToArray();

        Assert.That(late, Has.Length.LessThan(Reports / 2), "Only the messages sent before the socket filled up, no backlog.");
        Assert.That(late, Is.Ordered.And.Unique);
    }

    [Test]
    public async Task Source_ThatFailsWhileItIsWatched_ClosesItsSocketsWith1011_AndNoOthers()
    {
        var server = Serve(new ProgressSocketOptions());
        var (watching, other) = (Connect(server), Connect(server));
        await watching.SubscribeAsync(Request);
        await Wait.UntilAsync(() => _source.Open == 1);

        _source.End(new InvalidOperationException("The store is away."));

        Assert.That(await CloseOf(watching), Is.EqualTo((WebSocketCloseStatus.InternalServerError, "The server failed. Connect again later.")));
        await other.SubscribeAsync(Request);
        await other.ReceiveUntilAsync("subscribed");
    }

    [Test]
    public async Task Source_ThatFailsWhenItIsAsked_ClosesTheSocketWith1011()
    {
        var pair = Connect(Serve(new ProgressSocketOptions()));
        _source.Failure = new InvalidOperationException("The store is away.");

        await pair.SubscribeAsync(Request);

        Assert.That((await CloseOf(pair)).Status, Is.EqualTo(WebSocketCloseStatus.InternalServerError));
    }

    [Test]
    public async Task Request_ThatIsForgottenWhileItIsWatched_IsToldAsUnknown()
    {
        var pair = Connect(Serve(new ProgressSocketOptions()));
        await pair.SubscribeAsync(Request);
        await Wait.UntilAsync(() => _source.Open == 1);

        _source.End();

        Assert.That((await pair.ReceiveUntilAsync("error"))[^1].ToString(), Does.Contain("UnknownRequest").And.Contain($"{Request}"));
    }

    [Test]
    public async Task Feed_OfSeveralSessions_IsReadOnce()
    {
        var (server, read) = (Serve(new ProgressSocketOptions()), 0);
        ProgressFeed feed = _ => Read();
        async IAsyncEnumerable<ReadOnlyMemory<byte>> Read()
        {
            Interlocked.Increment(ref read);
            yield return "{}"u8.ToArray();
            await Task.Delay(Timeout.InfiniteTimeSpan, _time);
        }

        for (var i = 0; i < 10; i++)
        {
            var pair = Connect(server, feed);
            await pair.SendAsync("""{"type":"subscribe","feed":"numbers"}""");
            await pair.ReceiveUntilAsync("feed");
        }

        Assert.That(read, Is.EqualTo(1));
    }

    private ProgressSocketServer Serve(ProgressSocketOptions options) => ProgressSocketServer.Over(_source, options, _time);

    private SocketPair Connect(ProgressSocketServer server, ProgressFeed? feed = null)
    {
        var pair = new SocketPair();
        var session = new ProgressSocketSession(Alice)
        {
            Feeds = feed is null ? new Dictionary<string, ProgressFeed>() : new Dictionary<string, ProgressFeed> { ["numbers"] = feed },
        };
        _open.Add((pair, server.ServeAsync(pair.Server, session)));
        return pair;
    }

    private static long SequenceOf(System.Text.Json.JsonElement message) => message.GetProperty("data").GetProperty("sequence").GetInt64();

    private static async Task<(WebSocketCloseStatus? Status, string? Reason)> CloseOf(SocketPair pair)
    {
        while (await pair.ReceiveAsync() is not null)
        {
        }

        return (pair.Client.CloseStatus, pair.Client.CloseStatusDescription);
    }
}
