using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using ProofCluster.Http;
using ProofCluster.Sealing;
using Shadowgraph.Proofs.Tests.Cluster.Processes;

namespace Shadowgraph.Proofs.Tests.Cluster;

/// <summary>Two HTTP fronts of one cluster, as devices of a user see them.</summary>
[TestFixture]
public sealed class HttpFrontTests
{
    private ClusterWorld _world = null!;
    private WebApplication _one = null!;
    private WebApplication _other = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _world = await ClusterWorld.StartAsync("sleep:10000", "--ProofCluster:Dashboard=true");
        (_one, _other) = (await StartFrontAsync(), await StartFrontAsync());
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_one is not null) await _one.DisposeAsync();
        if (_other is not null) await _other.DisposeAsync();
        if (_world is not null) await _world.DisposeAsync();
    }

    [Test]
    public async Task RequestBegunOnOneDevice_IsFollowedAndFetchedOnAnother()
    {
        using var phone = Device(_one, "alice");
        using var desktop = Device(_other, "alice");
        var key = Guid.NewGuid().ToString();
        var body = Body();
        var id = await SubmitAsync(phone, body, key);
        Assert.That(await SubmitAsync(desktop, body, key), Is.EqualTo(id), "The same key and content.");

        var lines = (await desktop.GetStringAsync($"/v1/requests/{id}/progress")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(JsonDocument.Parse(lines[^1]).RootElement.GetProperty("state").GetString(), Is.EqualTo("Completed"));

        // A device that comes back after the end still sees it.
        var late = await phone.GetStringAsync($"/v1/requests/{id}/progress");
        Assert.That(late, Does.Contain("\"isFinal\":true"));
        var result = ProofResult.FromJson(await desktop.GetByteArrayAsync($"/v1/requests/{id}/result"));
        Assert.That((result.State, result.RequestId), Is.EqualTo((ProofState.Completed, id)));
        Assert.That((await phone.DeleteAsync($"/v1/requests/{id}")).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await desktop.GetAsync($"/v1/requests/{id}")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task RequestBegunOnOneDevice_IsCancelledOnAnother()
    {
        using var phone = Device(_one, "alice");
        using var desktop = Device(_other, "alice");
        var id = await SubmitAsync(phone, Body());

        Assert.That((await desktop.PostAsync($"/v1/requests/{id}/cancel", null)).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));

        await phone.GetStringAsync($"/v1/requests/{id}/progress");
        Assert.That(await phone.GetStringAsync($"/v1/requests/{id}"), Does.Contain("Cancelled"));
        Assert.That((await desktop.PostAsync($"/v1/requests/{id}/cancel", null)).StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
    }

    [Test]
    public async Task OthersAndNobody_GetNothing()
    {
        using var alice = Device(_one, "alice");
        using var bob = Device(_one, "bob");
        using var nobody = Device(_one, null);
        var id = await SubmitAsync(alice, Body());

        Assert.That((await bob.GetAsync($"/v1/requests/{id}")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await bob.GetAsync($"/v1/requests/{id}/result")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await bob.PostAsync($"/v1/requests/{id}/cancel", null)).StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(await bob.GetStringAsync($"/v1/requests/{id}/progress"), Is.Empty);
        Assert.That((await nobody.GetAsync($"/v1/requests/{id}")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await nobody.PostAsync("/v1/requests", new ByteArrayContent(Body()))).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await alice.PostAsync("/v1/requests", new StringContent("{}"))).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task OperatorsPage_ShowsTheSilos()
    {
        using var browser = Device(_one, null);

        Assert.That(await browser.GetStringAsync("/operator/"), Does.Contain("<html"));
        await Wait.UntilAsync(async () =>
        {
            var counters = await browser.GetAsync("/operator/DashboardCounters");
            if (!counters.IsSuccessStatusCode) return false;
            var text = await counters.Content.ReadAsStringAsync();
            return text.Contains("silo-0", StringComparison.Ordinal) && text.Contains("silo-1", StringComparison.Ordinal);
        });

        using var alice = Device(_one, "alice");
        var unprovable = _world.Demonstration.Request(default);
        var body = new ProofRequest(unprovable.Opening, ProofStatement.Threshold(999_999))
        {
            Recipient = unprovable.Recipient,
            AsOf = DateTimeOffset.UtcNow.AddMinutes(-1),
        };
        await SubmitAsync(alice, body.ToJson());
        await Wait.UntilAsync(async () =>
        {
            var page = await browser.GetStringAsync("/operator/requests");
            return page.Contains("silo-0", StringComparison.Ordinal) && page.Contains("silo-1", StringComparison.Ordinal)
                && page.Contains(nameof(ProofErrorType.StatementNotSatisfied), StringComparison.Ordinal);
        });
    }

    [Test]
    public void Address_OutsideOfTheLoopback_NeedsTls()
    {
        var options = new HttpFrontOptions { Address = "http://10.0.0.1:80", Users = { ["alice"] = "short" } };

        Assert.That(new HttpFrontOptionsValidator().Validate(null, options).Failures, Has.Exactly(2).Items);
        options = new HttpFrontOptions { Address = "https://10.0.0.1", Users = { ["alice"] = new string('0', 64) } };
        Assert.That(new HttpFrontOptionsValidator().Validate(null, options).Succeeded, Is.True);
    }

    private async Task<WebApplication> StartFrontAsync()
    {
        var app = HttpFront.Create(
        [
            .. _world.FrontWords, "--ProofCluster:Http:Address=http://127.0.0.1:0",
            $"--ProofCluster:Http:Users:alice={HashOf("alice")}", $"--ProofCluster:Http:Users:bob={HashOf("bob")}",
        ]);
        await app.StartAsync();
        return app;
    }

    private static HttpClient Device(WebApplication front, string? user)
    {
        var client = new HttpClient { BaseAddress = new Uri(front.Urls.First()) };
        if (user is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"token of {user}");
        return client;
    }

    private static string HashOf(string user) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"token of {user}")));

    private byte[] Body() => RequestCopies.Of(_world.Demonstration.Request(default), null, DateTimeOffset.UtcNow.AddMinutes(-1)).ToJson();

    private static async Task<Guid> SubmitAsync(HttpClient device, byte[] body, string? key = null)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/v1/requests") { Content = new ByteArrayContent(body) };
        if (key is not null) message.Headers.Add("Idempotency-Key", key);
        using var answer = await device.SendAsync(message);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), text);
        return JsonDocument.Parse(text).RootElement.GetProperty("id").GetGuid();
    }
}
