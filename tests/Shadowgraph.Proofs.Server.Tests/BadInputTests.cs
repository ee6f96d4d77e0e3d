using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ProofServer.Security;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>What is wrong gets an answer that says so, and the server goes on.</summary>
[TestFixture]
public sealed class BadInputTests
{
    private const string Good = """{"proofType":"exact","recipient":"0x6813eb9362372eef6200f3b1dbc3f819671cba69"}""";

    private ServerUnderTest _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await ServerUnderTest.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    private string Alice => _server.Token("alice");

    [TestCase("{", "$")]
    [TestCase("[]", "$")]
    [TestCase("null", "$")]
    [TestCase("", "$")]
    [TestCase("{}", "$")]
    [TestCase("""{"proofType":"exact"}""", "$")]
    [TestCase("""{"proofType":"exact","recipient":null}""", "$.recipient")]
    [TestCase("""{"proofType":"exact","recipient":"0x12"}""", "$.recipient")]
    [TestCase("""{"proofType":"exact","recipient":"0x0000000000000000000000000000000000000000"}""", "$.recipient")]
    [TestCase("""{"proofType":"fast","recipient":"WALLET"}""", "$.proofType")]
    [TestCase("""{"proofType":7,"recipient":"WALLET"}""", "$.proofType")]
    [TestCase("""{"proofType":"exact","proofType":"range","recipient":"WALLET"}""", "$.proofType")]
    [TestCase("""{"proofType":"exact","recipient":"WALLET","subject":"0x12"}""", "$.subject")]
    [TestCase("""{"proofType":"exact","recipient":"WALLET","attestations":[{"source":"x"}]}""", "$.attestations")]
    [TestCase("""{"proofType":"exact","recipient":"WALLET","bounds":{"minimum":1}}""", "$.bounds")]
    [TestCase("""{"proofType":"threshold","recipient":"WALLET"}""", "$.bounds")]
    [TestCase("""{"proofType":"range","recipient":"WALLET","bounds":{"minimum":"1"}}""", "$.bounds.minimum")]
    [TestCase("""{"proofType":"range","recipient":"WALLET","bounds":{"minimum":-1}}""", "$.bounds.minimum")]
    [TestCase("""{"proofType":"range","recipient":"WALLET","bounds":{"minimum":5,"maximum":4}}""", "$.bounds.maximum")]
    [TestCase("""{"proofType":"exact","recipient":"WALLET","scope":{"chainId":-1}}""", "$.scope.chainId")]
    [TestCase("""{"proofType":"anonymous","recipient":"WALLET"}""", "$.identitySecret")]
    [TestCase("""{"proofType":"anonymous","recipient":"WALLET","identitySecret":"AAAA"}""", "$.identitySecret")]
    [TestCase("""{"proofType":"exact","recipient":"WALLET","identitySecret":"AAAA"}""", "$.identitySecret")]
    [TestCase("""{"proofType":"exact","recipient":"WALLET","priority":"now"}""", "$.priority")]
    public async Task Body_ThatIsWrong_Is400_WithThePath(string body, string path)
    {
        var answer = await _server.PostAsync("/api/proof/submit", Alice, body.Replace("WALLET", "0x6813eb9362372eef6200f3b1dbc3f819671cba69"));

        Assert.That((answer.Status, answer["path"]), Is.EqualTo((400, path)), answer.Body);
        Assert.That(answer["detail"], Is.Not.Empty);
        Assert.That(answer["errorType"], Is.Not.Empty);
    }

    [Test]
    public async Task Body_NestedDeeply_Is400()
    {
        var answer = await _server.PostAsync("/api/proof/submit", Alice, new string('[', 10_000));

        Assert.That(answer.Status, Is.EqualTo(400));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Body_ThatIsTooLarge_Is413(bool saysSo)
    {
        HttpContent content = saysSo
            ? new ByteArrayContent(new byte[200_000])
            : new StreamContent(new EndlessStream(200_000));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        var answer = await _server.SendAsync(HttpMethod.Post, "/api/proof/submit", Alice, content);

        Assert.That((answer.Status, answer["errorType"]), Is.EqualTo((413, "TooLarge")));
    }

    [Test]
    public async Task Body_OfAnotherType_Is415() => Assert.That(
        (await _server.SendAsync(HttpMethod.Post, "/api/proof/submit", Alice, new StringContent(Good, Encoding.UTF8, "text/plain"))).Status, Is.EqualTo(415));

    [TestCase("{}", "$")]
    [TestCase("""{"identityCommitment":"5"}""", "$.identityCommitment")]
    [TestCase("""{"identityCommitment":"abc"}""", "$.identityCommitment")]
    [TestCase("""{"identityCommitment":"21888242871839275222246405745257275088548364400416034343698204186575808495617"}""", "$.identityCommitment")]
    public async Task Commitment_ThatIsNone_Is400(string body, string path) =>
        Assert.That((await _server.PostAsync("/api/registry/identity", Alice, body))["path"], Is.EqualTo(path));

    [Test]
    public async Task Opening_OfAHiddenSubjectThatIsNot_Is404() => Assert.That(
        (await _server.GetAsync("/api/registry/opening?hidden=true", _server.Token("dave")))["errorType"], Is.EqualTo("NotInRegistry"));

    [Test]
    public async Task Proof_ThatIsNone_Is400() => Assert.That(
        (await _server.PostAsync("/api/proof/verify", Alice, """{"proof":{"format":"x"},"expectation":{"recipient":"0x6813eb9362372eef6200f3b1dbc3f819671cba69"}}"""))["path"],
        Is.EqualTo("$.proof"));

    [TestCase("/api/proof/status/not-an-id", 404)]
    [TestCase("/api/nothing", 404)]
    [TestCase("/api/proof/submit", 405)]
    [TestCase("/ws", 400)]
    public async Task Address_ThatIsWrong_IsAProblem(string path, int status)
    {
        var answer = await _server.GetAsync(path, Alice);

        Assert.That((answer.Status, answer["status"]), Is.EqualTo((status, $"{status}")), answer.Body);
    }

    [Test]
    public async Task Request_OfAnotherUser_IsAnsweredAsAnUnknownOneIs()
    {
        var theirs = (await _server.PostAsync("/api/proof/submit", _server.Token("bob"), Good))["requestId"]!;
        var unknown = $"{Guid.NewGuid()}";

        var answers = new List<string>();
        foreach (var id in new[] { theirs, unknown })
        {
            answers.Add((await _server.GetAsync($"/api/proof/status/{id}", Alice)).ToString("status"));
            answers.Add((await _server.PostAsync($"/api/proof/cancel/{id}", _server.Token("root", "operator"), null)).ToString("cancel"));
        }

        Assert.That(answers.Take(2), Is.EqualTo(answers.Skip(2)));
        Assert.That(answers[0], Does.Contain("404"));
    }

    [Test]
    public async Task Token_ThatIsNotGood_Is401([Values("none", "garbage", "expired", "forged", "unsigned", "audience", "issuer", "early", "no subject")] string kind)
    {
        var answer = await _server.GetAsync("/api/me", BadToken(kind));

        Assert.That((answer.Status, answer["errorType"]), Is.EqualTo(kind == "no subject" ? (403, "AccessDenied") : (401, "Unauthenticated")));
    }

    [TestCase("/api/metrics/snapshot", "publisher")]
    [TestCase("/api/metrics/export", "publisher")]
    [TestCase("/api/metrics/benchmarks/small", "publisher")]
    [TestCase("/api/audit", "publisher")]
    public async Task Endpoint_OfAnotherRole_Is403(string path, string role) =>
        Assert.That((await _server.GetAsync(path, _server.Token("mallory", role)))["errorType"], Is.EqualTo("AccessDenied"));

    [Test]
    public async Task Attestations_FromWhoIsNoPublisher_Are403() => Assert.That(
        (await _server.PostAsync("/api/registry/attestations", _server.Token("mallory", "operator"), "{}")).Status, Is.EqualTo(403));

    [Test]
    public async Task Host_ThatIsNotAllowed_Is400()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.Host = "rebound.example";
        using var response = await _server.Client.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [TestCase("DemonstrationSubjects=-1")]
    [TestCase("MaxPendingSockets=0")]
    [TestCase("MaxSockets=0")]
    [TestCase("RequestsPerSecond=0")]
    [TestCase("KeepAliveSeconds=NaN")]
    [TestCase("AllowedOrigins:0=https://pages.example/path")]
    public void Setting_OutOfRange_IsRefused_AndNamed(string setting) => Assert.That(
        () => ServerUnderTest.StartAsync([$"--Server:{setting}"]),
        Throws.TypeOf<OptionsValidationException>().With.Message.Contains($"Server:{setting.Split('=', ':')[0]}"));

    [Test]
    public void SigningKey_ThatIsShort_IsRefused() => Assert.That(
        async () => await ServerUnderTest.StartAsync(["--Auth:SigningKey=short"]),
        Throws.InvalidOperationException.With.Message.Contains("32"));

    [Test]
    public async Task Requests_MoreThanMayBe_Are429_WithRetryAfter()
    {
        await using var server = await ServerUnderTest.StartAsync(["--Server:RequestsPerSecond=1"]);
        Answer answer;
        do answer = await server.GetAsync("/health", null);
        while (answer.Status == 200);

        Assert.That((answer.Status, answer["errorType"]), Is.EqualTo((429, "TooManyRequests")));
        Assert.That(answer.Headers.RetryAfter!.Delta, Is.GreaterThan(TimeSpan.Zero));
        Assert.That((await server.GetAsync("/api/me", server.Token("alice"))).Status, Is.EqualTo(200), "Others are served.");
    }

    [Test]
    public async Task Proofs_MoreThanMayBe_Are429_WithRetryAfter()
    {
        await using var server = await ServerUnderTest.StartAsync(["--Proofs:RateLimit:Permits=1"]);
        await server.PostAsync("/api/proof/generate", server.Token("alice"), Good);
        var answer = await server.PostAsync("/api/proof/submit", server.Token("alice"), Good.Replace("69\"", "68\""));

        Assert.That((answer.Status, answer["errorType"]), Is.EqualTo((429, "RateLimitExceeded")), answer.Body);
        Assert.That(answer.Headers.RetryAfter!.Delta, Is.GreaterThan(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public async Task Headers_OfEveryAnswer_HoldThePolicy()
    {
        foreach (var path in new[] { "/", "/app.js", "/health", "/nothing" })
        {
            var answer = await _server.GetAsync(path, null);
            Assert.That(answer.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("trusted-types 'none'").And.Contain("frame-ancestors 'none'"));
            Assert.That(answer.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
        }
    }

    private string? BadToken(string kind)
    {
        var time = _server.Services.GetRequiredService<TimeProvider>();
        var key = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(ServerUnderTest.SigningKey));
        string Make(Action<SecurityTokenDescriptor>? change = null, bool hasSubject = true)
        {
            var descriptor = new SecurityTokenDescriptor
            {
                Issuer = Tokens.Issuer,
                Audience = Tokens.Audience,
                NotBefore = time.GetUtcNow().UtcDateTime.AddHours(-2),
                IssuedAt = time.GetUtcNow().UtcDateTime.AddHours(-2),
                Expires = time.GetUtcNow().UtcDateTime.AddHours(1),
                Claims = hasSubject
                    ? new Dictionary<string, object> { ["sub"] = "alice", ["account"] = "0x6813eb9362372eef6200f3b1dbc3f819671cba69" }
                    : [],
                SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
            };
            change?.Invoke(descriptor);
            return new JsonWebTokenHandler().CreateToken(descriptor);
        }

        return kind switch
        {
            "none" => null,
            "garbage" => "abc.def.ghi",
            "expired" => Make(token => token.Expires = time.GetUtcNow().UtcDateTime.AddMinutes(-1)),
            "forged" => Make(token => token.SigningCredentials = new SigningCredentials(
                new SymmetricSecurityKey(new byte[32]), SecurityAlgorithms.HmacSha256)),
            "unsigned" => Make(token => token.SigningCredentials = null),
            "audience" => Make(token => token.Audience = "others"),
            "issuer" => Make(token => token.Issuer = "others"),
            "early" => Make(token => token.NotBefore = time.GetUtcNow().UtcDateTime.AddMinutes(30)),
            _ => Make(hasSubject: false),
        };
    }

    /// <summary>So many bytes, whose number is told to nobody.</summary>
    private sealed class EndlessStream(int length) : MemoryStream(new byte[length])
    {
        public override bool CanSeek => false;
    }
}
