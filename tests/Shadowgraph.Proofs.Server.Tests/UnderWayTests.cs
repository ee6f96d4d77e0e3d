using Microsoft.Extensions.DependencyInjection;
using Shadowgraph.Proofs.Streaming;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>Requests that are under way: cancelled, left, hidden from others, and followed by the library's client.</summary>
[TestFixture]
public sealed class UnderWayTests
{
    private const string Body = """{"proofType":"exact","recipient":"0x6813eb9362372eef6200f3b1dbc3f819671cba69"}""";

    private readonly HeldProver _prover = new();
    private ServerUnderTest _server = null!;

    [SetUp]
    public async Task StartAsync() => _server = await ServerUnderTest.StartAsync(
        ["--Proofs:MaxConcurrency=1"], configure: builder => builder.Services.AddSingleton<IProver>(_prover));

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task Generate_WhoseCallIsLeft_CancelsTheProof()
    {
        using var leave = new CancellationTokenSource();
        var (begun, cancelled) = (_prover.Begun, _prover.Cancelled);
        var call = GenerateAsync("alice", null, leave.Token);
        await Until.IsSoAsync(() => _prover.Begun == begun + 1);

        await leave.CancelAsync();

        Assert.CatchAsync<OperationCanceledException>(() => call);
        await Until.IsSoAsync(() => Pipeline.Statistics.Cancelled == 1 && _prover.Cancelled == cancelled + 1);
    }

    [Test]
    public async Task Generate_WhoseCallIsLeft_GoesOn_WhileItWasAskedForByKey()
    {
        using var leave = new CancellationTokenSource();
        var call = GenerateAsync("alice", "k", leave.Token);
        await Until.IsSoAsync(() => Pipeline.Statistics.Running == 1);

        await leave.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => call);
        var again = await _server.PostAsync("/api/proof/submit", _server.Token("alice"), Body, ("Idempotency-Key", "k"));

        Assert.That((again.Status, Pipeline.Statistics.Cancelled), Is.EqualTo((202, 0)));
    }

    [Test]
    public async Task Cancel_OfOnesOwn_EndsIt()
    {
        var id = (await _server.PostAsync("/api/proof/submit", _server.Token("alice"), Body))["requestId"];

        Assert.That((await _server.PostAsync($"/api/proof/cancel/{id}", _server.Token("alice"), null))["cancelled"], Is.EqualTo("True"));
        await Until.IsSoAsync(async () => (await _server.GetAsync($"/api/proof/status/{id}", _server.Token("alice")))["state"] == "Cancelled");
    }

    [Test]
    public async Task Queue_SeenByAUser_ShowsOfOthersOnlyStatePositionAndPercent()
    {
        await _server.PostAsync("/api/proof/submit", _server.Token("alice"), Body);
        await _server.PostAsync("/api/proof/submit", _server.Token("bob"), Body);

        var bobs = (await _server.GetAsync("/api/queue/list", _server.Token("bob"))).Json.GetProperty("requests").EnumerateArray().ToArray();
        var operators = (await _server.GetAsync("/api/queue/list", _server.Token("root", "operator"))).Json.GetProperty("requests").EnumerateArray().ToArray();

        var (others, own) = (bobs.Single(entry => !entry.GetProperty("isMine").GetBoolean()), bobs.Single(entry => entry.GetProperty("isMine").GetBoolean()));
        Assert.That(others.EnumerateObject().Select(field => field.Name), Is.SubsetOf(new[] { "state", "stage", "percent", "position", "isMine" }));
        Assert.That(own.GetProperty("user").GetString(), Is.EqualTo("bob"));
        Assert.That(operators.Select(entry => entry.GetProperty("user").GetString()), Is.EquivalentTo(new[] { "alice", "bob" }));
    }

    [Test]
    public async Task Client_OfTheLibrary_FollowsARequestToItsEnd()
    {
        var id = Guid.Parse((await _server.PostAsync("/api/proof/submit", _server.Token("alice"), Body))["requestId"]!);
        var client = new ProgressSocketClient(ProgressSocketClient.Connect(Sockets.AddressOf(_server.Address), _ => Task.FromResult(_server.Token("alice"))));
        var kinds = new List<ProgressUpdateKind>();

        await foreach (var update in client.WatchAsync(id))
        {
            kinds.Add(update.Kind);
            if (update.Kind == ProgressUpdateKind.Progress) Pipeline.Cancel(id);
        }

        Assert.That(kinds[^1], Is.EqualTo(ProgressUpdateKind.Cancelled));
        Assert.That(kinds, Has.Count.GreaterThan(1));
    }

    private IProofPipeline Pipeline => _server.Services.GetRequiredService<IProofPipeline>();

    private async Task GenerateAsync(string user, string? key, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/proof/generate")
        {
            Content = new StringContent(Body, System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", _server.Token(user));
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var response = await _server.Client.SendAsync(request, cancellationToken);
    }
}
