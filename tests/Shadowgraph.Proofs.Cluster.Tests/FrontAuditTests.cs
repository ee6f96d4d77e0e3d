using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using ProofCluster.Commands;
using ProofCluster.Http;
using ProofCluster.Sealing;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Tests.Cluster.Processes;

namespace Shadowgraph.Proofs.Tests.Cluster;

/// <summary>The refusals that fronts give, in the audit trails of the fronts.</summary>
[TestFixture]
public sealed class FrontAuditTests
{
    private const string Body = """{"proofType":"threshold","bounds":{"minimum":100000},"recipient":"0x6813eb9362372eef6200f3b1dbc3f819671cba69"}""";

    private static readonly string[] Folders = ["desk-1", "desk-2", "server", "silo-0", "silo-1"];

    private readonly string _audit = Directory.CreateTempSubdirectory("proof-cluster-audit-").FullName;

    [OneTimeTearDown]
    public void Clear() => Directory.Delete(_audit, recursive: true);

    [Test]
    public async Task Refusals_OfTwoFrontsAndAServer_AreOneTrailWithTheSilos()
    {
        var key = Guid.NewGuid();
        Guid refused;
        await using (var world = await ClusterWorld.StartAsync(
            "noop", $"--ProofCluster:AuditFolder={_audit}", "--ProofCluster:Limit:Permits=2"))
        {
            refused = world.Owner.IdOf(ClusterWorld.Alice, key);
            await using (var one = await StartFrontAsync(world, "desk-1"))
            await using (var other = await StartFrontAsync(world, "desk-2"))
            await using (var server = await ProofServers.StartAsync(
                world, "--ProofCluster:Name=server", "--ProofCluster:Limit:Permits=2", "--Proofs:Access:Blocked:0=bob"))
            {
                using var alice = Device(one, "alice");
                using var aliceElsewhere = Device(other, "alice");
                using var bob = Device(other, "bob");
                using var bobAtTheServer = ProofServers.ClientOf(server, "bob");
                using var aliceAtTheServer = ProofServers.ClientOf(server, "alice");

                Assert.That(await SubmitAsync(world, alice), Is.EqualTo(HttpStatusCode.Accepted));
                Assert.That(await SubmitAsync(world, aliceElsewhere), Is.EqualTo(HttpStatusCode.Accepted));
                Assert.That(await SubmitAsync(world, alice, key), Is.EqualTo(HttpStatusCode.TooManyRequests), "The limit is one over all fronts.");
                for (var i = 0; i < 3; i++) Assert.That(await SubmitAsync(world, alice), Is.EqualTo(HttpStatusCode.TooManyRequests));
                Assert.That(await SubmitAsync(world, aliceElsewhere), Is.EqualTo(HttpStatusCode.TooManyRequests));
                Assert.That(await SubmitAsync(world, bob), Is.EqualTo(HttpStatusCode.Forbidden));
                Assert.That(
                    (await bobAtTheServer.PostAsync("/api/proof/submit", ProofServers.Json(Body))).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
                Assert.That(
                    (await aliceAtTheServer.PostAsync("/api/proof/submit", ProofServers.Json(Body))).StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
            }

            foreach (var silo in world.Silos)
            {
                silo!.Send("TERM");
                await silo.ExitAsync();
            }
        }

        var (code, whole) = Read();
        var (_, refusals) = Read("--action=refused");
        var (_, ofRequest) = Read($"--request={refused}");
        var (_, configurations) = Read("--action=configuration");

        Assert.That(code, Is.Zero, string.Join('\n', whole));
        Assert.That(whole.Take(Folders.Length).Select(line => line.Split(':')[0]), Is.EqualTo(Folders.Select(name => $"# {name}")));
        Assert.That(whole.Take(Folders.Length), Has.All.Contains(": intact, "));
        Assert.That(refusals.Skip(Folders.Length), Has.All.Contains(" Refused ").And.Some.Contains(" desk-1 refusal 1 ").And.Some.Contains(" more: "));
        Assert.That(
            AuditReader.Read(Directory.GetDirectories(_audit)).Where(record => record.Entry.IsRefusal)
                .GroupBy(record => (Path.GetFileName(record.Directory), record.Entry.UserId, record.Entry.Error))
                .Select(group => (group.Key, Sum: group.Sum(record => Math.Max(1, record.Entry.Count)))),
            Is.EquivalentTo(new[]
            {
                (("desk-1", ClusterWorld.Alice, (ProofErrorType?)ProofErrorType.RateLimitExceeded), 4L),
                (("desk-2", ClusterWorld.Alice, ProofErrorType.RateLimitExceeded), 1L),
                (("desk-2", new ProofUserId("bob"), ProofErrorType.AccessDenied), 1L),
                (("server", new ProofUserId("bob"), ProofErrorType.AccessDenied), 1L),
                (("server", ClusterWorld.Alice, ProofErrorType.RateLimitExceeded), 1L),
            }));
        Assert.That(ofRequest.Skip(Folders.Length).Single(), Does.Contain($"desk-1 refusal 1 Refused request {refused:N} user alice RateLimitExceeded"));
        foreach (var (name, access) in Folders.Zip(["Open, 0 allowed, 1 blocked", "Open, 0 allowed, 1 blocked", "of the host"]))
        {
            Assert.That(
                configurations,
                Has.One.Match($"^.{{23}} {name} [0-9]+ Configuration: Front {name} of cluster test-[0-9]+: Limit.Permits 2; .* Access {access}; "));
        }

        AssertWithoutSecrets();
    }

    private static async Task<WebApplication> StartFrontAsync(ClusterWorld world, string name)
    {
        var app = HttpFront.Create(
        [
            .. world.FrontWords, $"--name={name}", "--ProofCluster:Limit:Permits=2", "--ProofCluster:Access:Blocked:0=bob",
            "--ProofCluster:Http:Address=http://127.0.0.1:0",
            $"--ProofCluster:Http:Users:alice={HashOf("alice")}", $"--ProofCluster:Http:Users:bob={HashOf("bob")}",
        ]);
        await app.StartAsync();
        return app;
    }

    private static HttpClient Device(WebApplication front, string user)
    {
        var client = new HttpClient { BaseAddress = new Uri(front.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TokenOf(user));
        return client;
    }

    private static string TokenOf(string user) => $"token of {user}";

    private static string HashOf(string user) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TokenOf(user))));

    private static async Task<HttpStatusCode> SubmitAsync(ClusterWorld world, HttpClient device, Guid? key = null)
    {
        var body = RequestCopies.Of(world.Demonstration.Request(default), null, DateTimeOffset.UtcNow.AddMinutes(-1)).ToJson();
        using var message = new HttpRequestMessage(HttpMethod.Post, "/v1/requests") { Content = new ByteArrayContent(body) };
        if (key is { } id) message.Headers.Add("Idempotency-Key", id.ToString());
        using var answer = await device.SendAsync(message);
        return answer.StatusCode;
    }

    private (int Code, string[] Lines) Read(params string[] words)
    {
        using var output = new StringWriter();
        var code = AuditCommand.Run(new Arguments([_audit, .. words], AuditCommand.Options), output);
        return (code, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private void AssertWithoutSecrets()
    {
        var written = string.Concat(Directory.GetFiles(_audit, "*.jsonl", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.That(written, Does.Contain("\"user\":\"alice\""), "There is something to look through.");
        foreach (var secret in new[] { TokenOf("alice"), HashOf("alice"), RedisProcess.Password, "OwnerKey", "\"opening\"", "0x6813eb93" })
            Assert.That(written, Does.Not.Contain(secret));
    }
}
