using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ProofServer.Security;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>Proofs over HTTP, made and verified for real.</summary>
[TestFixture]
public sealed class ApiTests
{
    private const string Wallet = "0x6813eb9362372eef6200f3b1dbc3f819671cba69";

    private ServerUnderTest _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await ServerUnderTest.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    private string Alice => _server.Token("alice");

    [TestCase("""{"proofType":"exact","recipient":"WALLET"}""", """{"recipient":"WALLET","requireExactScore":true}""")]
    [TestCase("""{"proofType":"threshold","recipient":"WALLET","bounds":{"minimum":100000},"priority":"high"}""", """{"recipient":"WALLET","bounds":{"minimum":100000}}""")]
    [TestCase("""{"proofType":"range","recipient":"WALLET","bounds":{"minimum":1,"maximum":999999}}""", """{"recipient":"WALLET","bounds":{"minimum":1,"maximum":999999}}""")]
    [TestCase("""{"proofType":"membership","recipient":"WALLET","scope":{"campaign":"c"}}""", """{"recipient":"WALLET","scope":{"campaign":"c"}}""")]
    public async Task Generate_OfEachType_GivesAProofThatVerifies_ForItsRecipientAlone(string body, string expectation)
    {
        var made = await _server.PostAsync("/api/proof/generate", Alice, body.Replace("WALLET", Wallet));
        Assert.That(made.Status, Is.EqualTo(200), made.Body);
        var proof = made.Json.GetProperty("proof").GetRawText();

        var verified = await VerifyAsync(proof, expectation);
        var others = await VerifyAsync(proof, expectation.Replace("WALLET", "0x1eff47bc3a10a45d4b230b5d10e37751fe6aa718"));

        Assert.That(verified["isValid"], Is.EqualTo("True"), verified.Body);
        Assert.That(others["isValid"], Is.EqualTo("False"));
        Assert.That(others.Json.GetProperty("failures")[0].GetProperty("check").GetString(), Is.EqualTo("Recipient"));
        Assert.That(made["hash"], Does.StartWith("0x").And.Length.EqualTo(66));
        Assert.That(made["calldata"], Does.StartWith("["));
    }

    [Test]
    public async Task Generate_Anonymously_GivesAProofWithoutTheSubject()
    {
        var identity = await _server.PostAsync("/api/registry/identity", Alice, null);

        var made = await _server.PostAsync(
            "/api/v1/generate-proof", Alice, $$"""{"proofType":"anonymous","recipient":"{{Wallet}}","identitySecret":"{{identity["identitySecret"]}}"}""");
        var others = await _server.PostAsync(
            "/api/proof/generate", _server.Token("bob"), $$"""{"proofType":"anonymous","recipient":"{{Wallet}}","identitySecret":"{{identity["identitySecret"]}}"}""");

        Assert.That(made.Status, Is.EqualTo(200), made.Body);
        var verified = await VerifyAsync(made.Json.GetProperty("proof").GetRawText(), """{"recipient":"WALLET","mode":"anonymous"}""");
        Assert.That(verified["isValid"], Is.EqualTo("True"), verified.Body);
        Assert.That(made.Json.GetProperty("publicSignals")[3].GetString(), Is.EqualTo("0"), "The subject.");
        Assert.That((others.Status, others["path"]), Is.EqualTo((400, "$.identitySecret")));
        Assert.That(others.Body, Does.Not.Contain(identity["identitySecret"]));
    }

    [Test]
    public async Task Submit_ThenStatus_GivesTheResult()
    {
        var submitted = await _server.PostAsync("/api/proof/submit", Alice, $$"""{"proofType":"exact","recipient":"{{Wallet}}","scope":{"campaign":"submit"} }""");
        Assert.That(submitted.Status, Is.EqualTo(202));
        var location = submitted.Headers.Location!.ToString();

        Answer status;
        do status = await _server.GetAsync(location, Alice);
        while (status["state"] is "Queued" or "Processing");

        Assert.That(status["state"], Is.EqualTo("Completed"), status.Body);
        Assert.That(status.Json.GetProperty("result").GetProperty("opinion").GetProperty("score").GetInt32(), Is.InRange(1, 1_000_000));
        Assert.That((await _server.PostAsync($"/api/proof/cancel/{submitted["requestId"]}", Alice, null)).Status, Is.EqualTo(409));
    }

    [Test]
    public async Task Batch_OfSeveral_GivesEachResultInItsPlace_FailuresToo()
    {
        var answer = await _server.PostAsync(
            "/api/proof/batch", Alice,
            $$"""{"requests":[{"proofType":"exact","recipient":"{{Wallet}}"},{"proofType":"threshold","bounds":{"minimum":1000000},"recipient":"{{Wallet}}"}]}""");

        Assert.That(answer.Status, Is.EqualTo(200), answer.Body);
        var results = answer.Json.EnumerateArray().Select(item => item.GetProperty("result")).ToArray();
        Assert.That(results.Select(result => result.GetProperty("state").GetString()), Is.EqualTo(new[] { "Completed", "Failed" }));
        Assert.That(results[1].GetProperty("error").GetProperty("type").GetString(), Is.EqualTo("StatementNotSatisfied"));
    }

    [Test]
    public async Task Generate_OfWhatIsNotSo_Is422_AndSaysWhatToDo()
    {
        var answer = await _server.PostAsync("/api/proof/generate", Alice, $$"""{"proofType":"threshold","bounds":{"minimum":1000000},"recipient":"{{Wallet}}"}""");

        Assert.That((answer.Status, answer["errorType"]), Is.EqualTo((422, "StatementNotSatisfied")));
        Assert.That(answer["advice"], Is.Not.Empty);
    }

    [Test]
    public async Task Generate_OfWhoIsInNoRegistry_Is422() =>
        Assert.That(
            (await _server.PostAsync("/api/proof/generate", _server.Token("nobody"), $$"""{"proofType":"exact","recipient":"{{Wallet}}"}"""))["errorType"],
            Is.EqualTo("NotInRegistry"));

    [Test]
    public async Task Attestations_AddedByAPublisher_ChangeRootAndOpinion()
    {
        var publisher = _server.Token("carol", "publisher");
        var account = (await _server.GetAsync("/api/me", publisher))["account"];
        var before = await _server.GetAsync("/api/registry/root", null);

        var added = await _server.PostAsync("/api/registry/attestations", publisher, Attestations(account!, 0.9));
        var web = await _server.GetAsync("/api/registry/web", publisher);
        var opening = await _server.GetAsync("/api/registry/opening", publisher);

        Assert.That(added.Status, Is.EqualTo(200), added.Body);
        Assert.That(added["root"], Is.Not.EqualTo(before["root"]));
        Assert.That(web.Json.GetProperty("opinion").GetProperty("belief").GetDouble(), Is.EqualTo(0.9).Within(1e-3));
        Assert.That(opening["registry_root"], Is.EqualTo(added["root"]));
    }

    [Test]
    public async Task Attestations_ThatAreNotValid_Are400_WithTheirPath()
    {
        var answer = await _server.PostAsync(
            "/api/registry/attestations", _server.Token("carol", "publisher"), Attestations("0x2b5ad5c4795c026514f8317c7a215e218dccd6cf", 1.9));

        Assert.That((answer.Status, answer["path"]), Is.EqualTo((400, "$.attestations[0].opinion.belief")), answer.Body);
    }

    [Test]
    public async Task IdempotencyKey_Repeated_IsTheSameRequest_EvenAfterTheRegistryChanged_AndConflictsWithOtherContent()
    {
        var body = $$"""{"proofType":"exact","recipient":"{{Wallet}}","scope":{"campaign":"idempotent"} }""";
        var first = await _server.PostAsync("/api/proof/submit", Alice, body, ("Idempotency-Key", "k-1"));
        await _server.PostAsync("/api/registry/attestations", _server.Token("p", "publisher"), Attestations("0x2b5ad5c4795c026514f8317c7a215e218dccd6cf", 0.5));
        var again = await _server.PostAsync("/api/proof/generate", Alice, body, ("Idempotency-Key", "k-1"));
        var other = await _server.PostAsync("/api/proof/submit", Alice, body.Replace("idempotent", "else"), ("Idempotency-Key", "k-1"));
        var bobs = await _server.PostAsync("/api/proof/submit", _server.Token("bob"), body, ("Idempotency-Key", "k-1"));
        var bad = await _server.PostAsync("/api/proof/submit", Alice, body, ("Idempotency-Key", "a b"));

        Assert.That(again["requestId"], Is.EqualTo(first["requestId"]));
        Assert.That((other.Status, other["errorType"]), Is.EqualTo((409, "RequestConflict")));
        Assert.That(bobs["requestId"], Is.Not.EqualTo(first["requestId"]));
        Assert.That(bad.Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Metrics_OfWhatWasDone_AreThereForAnOperator()
    {
        var root = _server.Token("root", "operator");
        await _server.PostAsync("/api/proof/generate", Alice, $$"""{"proofType":"exact","recipient":"{{Wallet}}","scope":{"campaign":"metrics"} }""");

        var snapshot = await _server.GetAsync("/api/metrics/snapshot", root);
        var small = await _server.GetAsync("/api/metrics/benchmarks/small", root);
        var export = await _server.GetAsync("/api/metrics/export", root);
        var predicted = await _server.GetAsync("/api/metrics/predict?circuitType=small&networkSize=20", Alice);
        var audit = await _server.GetAsync("/api/audit?count=5", root);

        Assert.That(snapshot.Json.GetProperty("durations").GetProperty("proving").GetProperty("p95Seconds").GetDouble(), Is.Positive);
        Assert.That(small.Json.GetProperty("succeeded").GetInt64(), Is.Positive);
        Assert.That(JsonNode.Parse(export.Body), Is.Not.Null);
        Assert.That(predicted.Json.GetProperty("predicted").GetProperty("seconds").GetDouble(), Is.Positive);
        Assert.That(audit.Json.GetArrayLength(), Is.EqualTo(5));
    }

    [TestCase("/api/metrics/predict?circuitType=tiny&networkSize=5", "circuitType")]
    [TestCase("/api/metrics/predict?circuitType=small", "networkSize")]
    [TestCase("/api/metrics/predict?circuitType=small&networkSize=0", "networkSize")]
    public async Task Predict_OfWhatCannotBe_Is400_AndNamesTheParameter(string path, string parameter)
    {
        var answer = await _server.GetAsync(path, Alice);

        Assert.That((answer.Status, answer["path"]), Is.EqualTo((400, parameter)));
    }

    [TestCase("/health")]
    [TestCase("/api/v1/health")]
    public async Task Health_NeedsNoToken(string path) => Assert.That((await _server.GetAsync(path, null))["status"], Is.EqualTo("ok"));

    [Test]
    public async Task OpenApi_DescribesEveryEndpoint_In31()
    {
        var document = (await _server.GetAsync("/openapi/v1.json", null)).Json;

        Assert.That(document.GetProperty("openapi").GetString(), Does.StartWith("3.1"));
        Assert.That(document.GetProperty("paths").EnumerateObject().Select(path => path.Name), Is.SupersetOf(new[]
        {
            "/health", "/api/queue/stats", "/api/queue/list", "/api/metrics/snapshot", "/api/metrics/predict", "/api/metrics/benchmarks/{circuit}",
            "/api/metrics/export", "/api/proof/generate", "/api/proof/submit", "/api/proof/status/{id}", "/api/proof/cancel/{id}", "/api/proof/verify",
            "/api/proof/batch", "/api/v1/generate-proof", "/api/v1/health", "/api/v1/status", "/api/registry/root", "/api/registry/opening",
            "/api/registry/attestations",
        }));
    }

    /// <summary>ASP.NET Core makes a key for data protection at each start without one, and by default writes the key to the home folder.</summary>
    [Test]
    public void Start_KeepsTheFrameworksKeyInMemory()
    {
        var repository = _server.Services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlRepository;

        Assert.That(repository, Is.TypeOf<MemoryXmlRepository>());
        Assert.That(repository!.GetAllElements(), Is.Not.Empty);
    }

    private Task<Answer> VerifyAsync(string proof, string expectation) =>
        _server.PostAsync("/api/proof/verify", Alice, $$"""{"proof":{{proof}},"expectation":{{expectation.Replace("WALLET", Wallet)}}}""");

    private static string Attestations(string subject, double belief) => JsonSerializer.Serialize(new
    {
        subject,
        attestations = new[]
        {
            new
            {
                source = "0x1eff47bc3a10a45d4b230b5d10e37751fe6aa718", target = subject, weight = 1.0, attestation_type = "trust", created_at = 1767225600,
                opinion = new { belief, disbelief = Math.Round(Math.Max(0, 0.95 - belief), 6), uncertainty = 0.05, base_rate = 0.5 },
            },
        },
    });
}
