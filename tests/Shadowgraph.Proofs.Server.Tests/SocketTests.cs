using System.Net.WebSockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>Who may open a socket, and what becomes of it.</summary>
[TestFixture]
public sealed class SocketTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private ServerUnderTest _server = null!;

    [SetUp]
    public async Task StartAsync() => _server = await ServerUnderTest.StartAsync(
        ["--Server:MaxPendingSockets=2"], configure: builder => builder.Services.AddSingleton<TimeProvider>(_time));

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task Socket_ThatSaysWhoItIs_GetsQueueAndItsRequests()
    {
        using var socket = await _server.ConnectAsync(_server.Token("alice"));
        await socket.HearAsync("authenticated");
        var id = (await _server.PostAsync("/api/proof/submit", _server.Token("alice"), """{"proofType":"exact","recipient":"0x6813eb9362372eef6200f3b1dbc3f819671cba69"}"""))["requestId"];

        await socket.SayAsync("""{"type":"subscribe","feed":"queue"}""");
        var queue = await socket.HearAsync("feed");
        await socket.SayAsync($$"""{"type":"subscribe","requestId":"{{id}}"}""");
        var hearing = socket.HearAsync("completed");
        while (!hearing.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(hearing, Task.Delay(2));
        }

        Assert.That(queue.GetProperty("data").GetProperty("statistics").GetProperty("submitted").GetInt64(), Is.EqualTo(1));
        Assert.That((await hearing).GetProperty("requestId").GetString(), Is.EqualTo(id));
    }

    [Test]
    public async Task Socket_OfAUser_HasNoMetrics()
    {
        using var socket = await _server.ConnectAsync(_server.Token("alice"));

        await socket.SayAsync("""{"type":"subscribe","feed":"metrics"}""");

        Assert.That((await socket.HearAsync("error")).GetProperty("data").GetProperty("type").GetString(), Is.EqualTo("UnknownFeed"));
    }

    [Test]
    public async Task Socket_OfAnotherOrigin_IsRefused_OneOfTheServersOwnIsNot()
    {
        Assert.That(() => _server.ConnectAsync(null, "https://evil.example"), Throws.InstanceOf<WebSocketException>().With.Message.Contains("403"));
        Assert.That(() => _server.ConnectAsync(null, "null"), Throws.InstanceOf<WebSocketException>().With.Message.Contains("403"));

        using var socket = await _server.ConnectAsync(_server.Token("alice"), _server.Address.GetLeftPart(UriPartial.Authority));
        await socket.HearAsync("authenticated");
        Assert.That(socket.State, Is.EqualTo(WebSocketState.Open));
    }

    [Test]
    public async Task Socket_OfAConfiguredOrigin_IsAccepted()
    {
        await using var server = await ServerUnderTest.StartAsync(["--Server:AllowedOrigins:0=https://pages.example"]);

        using var socket = await server.ConnectAsync(server.Token("alice"), "https://pages.example");

        await socket.HearAsync("authenticated");
        Assert.That(() => server.ConnectAsync(null, "https://pages.example:8443"), Throws.InstanceOf<WebSocketException>().With.Message.Contains("403"));
    }

    [TestCase("""{"type":"authenticate","token":"abc"}""")]
    [TestCase("""{"type":"subscribe","feed":"queue"}""")]
    [TestCase("{")]
    public async Task Socket_WhoseFirstMessageIsNotGood_IsClosedWith1008(string message)
    {
        using var socket = await _server.ConnectAsync(null);

        await socket.SayAsync(message);

        Assert.That(await socket.CloseStatusAsync(), Is.EqualTo(WebSocketCloseStatus.PolicyViolation));
    }

    [Test]
    public async Task Socket_WithAnExpiredToken_IsClosedWith1008()
    {
        using var socket = await _server.ConnectAsync(_server.Tokens().Issue("alice", TimeSpan.FromMinutes(-1)));

        Assert.That(await socket.CloseStatusAsync(), Is.EqualTo(WebSocketCloseStatus.PolicyViolation));
    }

    [Test]
    public async Task Socket_WhoseFirstMessageIsLong_IsClosedWith1009()
    {
        using var socket = await _server.ConnectAsync(null);

        await socket.SendAsync(new byte[4097], WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

        Assert.That(await socket.CloseStatusAsync(), Is.EqualTo(WebSocketCloseStatus.MessageTooBig));
    }

    [Test]
    public async Task Socket_ThatSaysNothing_IsClosedWith1008_AfterFiveSeconds()
    {
        using var socket = await _server.ConnectAsync(null);
        var closing = socket.CloseStatusAsync();

        while (!closing.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(closing, Task.Delay(5));
        }

        Assert.That(await closing, Is.EqualTo(WebSocketCloseStatus.PolicyViolation));
    }

    [Test]
    public async Task Sockets_ThatSayNothing_AreBoundedInNumber()
    {
        using var first = await _server.ConnectAsync(null);
        using var second = await _server.ConnectAsync(null);

        Assert.That(() => _server.ConnectAsync(null), Throws.InstanceOf<WebSocketException>().With.Message.Contains("503"));
        await first.SayAsync($$"""{"type":"authenticate","token":"{{_server.Token("alice")}}"}""");
        await first.HearAsync("authenticated");
        using var third = await _server.ConnectAsync(_server.Token("bob"));
        await third.HearAsync("authenticated");
    }

    [Test]
    public async Task Socket_WhoseTokenExpires_IsClosedWith1008()
    {
        using var socket = await _server.ConnectAsync(_server.Token("alice"));
        await socket.HearAsync("authenticated");
        await socket.SayAsync("""{"type":"subscribe","feed":"queue"}""");
        await socket.HearAsync("subscribed");

        _time.Advance(TimeSpan.FromHours(1));

        Assert.That(await socket.CloseStatusAsync(), Is.EqualTo(WebSocketCloseStatus.PolicyViolation));
    }

    [Test]
    public async Task Socket_WhenTheServerStops_IsClosedWith1001()
    {
        using var socket = await _server.ConnectAsync(_server.Token("alice"));
        await socket.SayAsync("""{"type":"subscribe","feed":"queue"}""");
        await socket.HearAsync("subscribed");

        var stopping = _server.StopAsync();
        var status = await socket.CloseStatusAsync();
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        while (!stopping.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(stopping, Task.Delay(5));
        }

        Assert.That(status, Is.EqualTo(WebSocketCloseStatus.EndpointUnavailable));
    }

    [Test]
    public async Task Flood_OfSubscriptions_IsClosedWith1008_AndOthersAreServed()
    {
        using var socket = await _server.ConnectAsync(_server.Token("alice"));
        await socket.HearAsync("authenticated");
        var closing = socket.CloseStatusAsync();

        for (var i = 0; i < 300 && socket.State == WebSocketState.Open; i++)
            await socket.SayAsync($$"""{"type":"subscribe","requestId":"{{Guid.NewGuid()}}"}""");

        Assert.That(await closing, Is.EqualTo(WebSocketCloseStatus.PolicyViolation));
        Assert.That((await _server.GetAsync("/health", null)).Status, Is.EqualTo(200));
    }
}
