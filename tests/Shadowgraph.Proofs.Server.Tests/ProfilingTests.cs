using ProofServer.Profiling;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>Profiles: measured for real, cancelled, and what follows from figures.</summary>
[TestFixture]
public sealed class ProfilingTests
{
    private ServerUnderTest _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await ServerUnderTest.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    private string Root => _server.Token("root", "operator");

    [Test]
    public async Task Start_MeasuresEach_AndGivesAReport()
    {
        var started = await _server.PostAsync(
            "/api/profiling/start", Root, """{"circuits":["small"],"attestations":[3,9],"iterations":2,"warmUp":1}""");
        Assert.That(started.Status, Is.EqualTo(202), started.Body);

        Answer answer;
        do answer = await _server.GetAsync($"/api/profiling/{started["id"]}", Root);
        while (answer["state"] == "Running");
        var report = await _server.GetAsync($"/api/profiling/{started["id"]}/report", Root);

        Assert.That((answer["state"], answer["done"]), Is.EqualTo(("Completed", "6")), answer.Body);
        var rows = answer.Json.GetProperty("result").GetProperty("rows").EnumerateArray().ToArray();
        Assert.That(rows.Select(row => row.GetProperty("attestations").GetInt32()), Is.EqualTo(new[] { 3, 9 }));
        Assert.That(rows.Select(row => row.GetProperty("p50").GetDouble()), Is.All.Positive);
        Assert.That(report.Body, Does.Contain("Profile of the prover").And.Contain("sha256-").And.Not.Contain("http://").And.Not.Contain("https://"));
    }

    [Test]
    public async Task Cancel_OfARun_EndsIt_AndAnotherMayStart()
    {
        const string Long = """{"circuits":["small"],"attestations":[3],"iterations":1000}""";
        var started = await _server.PostAsync("/api/profiling/start", Root, Long);
        var second = await _server.PostAsync("/api/profiling/start", Root, Long);

        await _server.PostAsync($"/api/profiling/{started["id"]}/cancel", Root, null);
        await Until.IsSoAsync(async () => (await _server.GetAsync($"/api/profiling/{started["id"]}", Root))["state"] == "Cancelled");

        Assert.That((second.Status, second["errorType"]), Is.EqualTo((409, "ProfileRunning")));
        Assert.That((await _server.GetAsync($"/api/profiling/{started["id"]}/report", Root)).Status, Is.EqualTo(409));
    }

    [TestCase("""{"circuits":[],"attestations":[1]}""", "$.circuits")]
    [TestCase("""{"circuits":["tiny"],"attestations":[1]}""", "$.circuits[0]")]
    [TestCase("""{"circuits":["small"],"attestations":[0]}""", "$.attestations[0]")]
    [TestCase("""{"circuits":["small"],"attestations":[1],"iterations":0}""", "$.iterations")]
    [TestCase("""{"circuits":["small"],"attestations":[1,2,3,4,5,6,7,8,9,10,11],"iterations":1000}""", "$")]
    public async Task Start_OfWhatCannotBe_Is400_WithThePath(string body, string path)
    {
        var answer = await _server.PostAsync("/api/profiling/start", Root, body);

        Assert.That((answer.Status, answer["path"]), Is.EqualTo((400, path)), answer.Body);
    }

    [Test]
    public async Task Start_ByWhoIsNoOperator_Is403() =>
        Assert.That((await _server.PostAsync("/api/profiling/start", _server.Token("alice", "publisher"), "{}")).Status, Is.EqualTo(403));

    [Test]
    public void Recommendations_FollowFromTheFigures()
    {
        ProfileRow Row(string circuit, double seconds, double slow, double processor) =>
            ProfileRow.Of(circuit, 50, 1, [seconds, seconds, slow], 3 * processor, 100_000_000);

        var idle = Recommendations.For([Row("small", 1, 1, 1), Row("large", 3, 9, 3)], processors: 4, availableBytes: 4_000_000_000);
        var busy = Recommendations.For([Row("small", 1, 1, 3.9)], processors: 4, availableBytes: 4_000_000_000);

        Assert.That(idle, Has.Some.Contains("small circuit is fastest, 3.0 times as fast as large"));
        Assert.That(idle, Has.Some.Contains("large, 50 attestations: P95 is"));
        Assert.That(idle, Has.Some.Contains("MaxConcurrency"));
        Assert.That(busy, Has.None.Contains("MaxConcurrency").And.None.Contains("P95 is"));
        Assert.That(busy, Has.Some.Contains("30 at once"));
    }
}
