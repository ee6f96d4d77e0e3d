using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Shadowgraph.Proofs.Server.Tests;
using Shadowgraph.Proofs.Tests.Cluster.Processes;

namespace Shadowgraph.Proofs.Tests.Cluster;

/// <summary>The proof server with its proofs made by a cluster: two of them, one of which dies.</summary>
[TestFixture]
public sealed class ProofServerTests
{
    private const string Body = """{"proofType":"threshold","bounds":{"minimum":100000},"recipient":"0x6813eb9362372eef6200f3b1dbc3f819671cba69"}""";

    private ClusterWorld _world = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _world = await ClusterWorld.StartAsync("sleep:10000");

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_world is not null) await _world.DisposeAsync();
    }

    [Test]
    public async Task Request_IsSubmittedAtOneServer_AndFollowedFetchedAndCancelledAtAnother()
    {
        var one = await StartServerAsync();
        await using var other = await StartServerAsync();
        using var submitting = Client(one, "alice");
        using var looking = Client(other, "alice");
        using var bob = Client(other, "bob");
        var id = await SubmitAsync(submitting);
        var cancelled = await SubmitAsync(submitting);

        Assert.That((await looking.PostAsync($"/api/proof/cancel/{cancelled}", null)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await one.DisposeAsync();

        Assert.That((await bob.GetAsync($"/api/proof/status/{id}")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        await Wait.UntilAsync(async () => await StateAsync(looking, cancelled) == "Cancelled");
        await Wait.UntilAsync(async () => await StateAsync(looking, id) == "Completed");
        var status = JsonDocument.Parse(await looking.GetStringAsync($"/api/proof/status/{id}")).RootElement;
        Assert.That(status.GetProperty("result").GetProperty("proof").ValueKind, Is.EqualTo(JsonValueKind.Object), status.ToString());
    }

    [Test]
    public async Task Socket_AtAnotherServer_FollowsTheRequestToItsProof()
    {
        await using var one = await StartServerAsync();
        await using var other = await StartServerAsync();
        using var client = Client(one, "alice");
        var id = await SubmitAsync(client);

        using var socket = await Sockets.ConnectAsync(new Uri(other.Urls.First()), ProofServers.TokenOf(other, "alice"));
        await socket.SayAsync($$"""{"type":"subscribe","requestId":"{{id}}"}""");
        var completed = await socket.HearAsync("completed");

        Assert.That(completed.GetProperty("requestId").GetGuid(), Is.EqualTo(id));
        Assert.That(completed.GetProperty("data").GetProperty("hash").GetString(), Does.StartWith("0x"));
    }

    [Test]
    public async Task Generate_AnswersWithTheProof_AndTheQueueShowsIt()
    {
        await using var server = await StartServerAsync();
        using var client = Client(server, "alice");

        var answer = await client.PostAsync("/api/proof/generate", ProofServers.Json(Body));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        Assert.That(await client.GetStringAsync("/api/queue/stats"), Does.Contain("\"completed\":1"));
        Assert.That(await client.GetStringAsync("/api/queue/list"), Does.Contain("Completed"));
    }

    private Task<WebApplication> StartServerAsync() => ProofServers.StartAsync(_world);

    private static HttpClient Client(WebApplication server, string user) => ProofServers.ClientOf(server, user);

    private static async Task<Guid> SubmitAsync(HttpClient client)
    {
        var recipient = $"0x{Random.Shared.Next(0x1000, 0xffff):x4}";
        var answer = await client.PostAsync("/api/proof/submit", ProofServers.Json(Body.Replace("0x6813", recipient, StringComparison.Ordinal)));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), text);
        return JsonDocument.Parse(text).RootElement.GetProperty("requestId").GetGuid();
    }

    private static async Task<string?> StateAsync(HttpClient client, Guid id) =>
        JsonDocument.Parse(await client.GetStringAsync($"/api/proof/status/{id}")).RootElement.GetProperty("state").GetString();
}
