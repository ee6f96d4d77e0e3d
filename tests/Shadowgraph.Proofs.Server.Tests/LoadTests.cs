using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>
/// The server under load. Explicit: what they print are measurements, and say something only on a machine that does nothing else. What they
/// assert holds on any.
/// </summary>
[TestFixture]
[Explicit]
public sealed class LoadTests
{
    private const int Watchers = 200;
    private const int Requests = 20;
    private const int BadPerSecond = 1000;
    private static readonly TimeSpan BadFor = TimeSpan.FromSeconds(30);

    /// <param name="each">Requests that each watcher follows.</param>
    [TestCase(1)]
    [TestCase(Requests)]
    public async Task Watchers_OnManyRequests_AllSeeEveryEnd(int each)
    {
        await using var server = await ServerUnderTest.StartAsync(["--Proofs:MaxConcurrency=4"]);
        await ProveAllAsync(server, "warm", [], each);
        var (alone, watched) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var round = 0; round < 3; round++)
        {
            alone += await ProveAllAsync(server, $"alone {round}", [], each);
            var sockets = new List<ClientWebSocket>();
            for (var i = 0; i < Watchers; i++) sockets.Add(await server.ConnectAsync(server.Token("alice")));
            watched += await ProveAllAsync(server, $"watched {round}", sockets, each);
            foreach (var socket in sockets) socket.Dispose();
        }

        await TestContext.Out.WriteLineAsync($"{Requests} proofs: {alone / 3} without watchers, {watched / 3} with {Watchers} that follow {each} each: {(watched / alone) - 1:P1} more.");
    }

    [Test]
    public async Task BadRequests_AThousandASecond_GetTheirAnswers_AndGoodOnesAreServed()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var statuses = new Dictionary<int, int>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var running = new List<Task>();
        var good = 0;
        for (var (start, sent) = (Stopwatch.GetTimestamp(), 0); Stopwatch.GetElapsedTime(start) < BadFor;)
        {
            for (; sent < Stopwatch.GetElapsedTime(start).TotalSeconds * BadPerSecond; sent++) running.Add(SendBadAsync(server, sent, statuses));
            await Task.Delay(5);
            running.RemoveAll(task => task.IsCompletedSuccessfully);
            if (sent % 10 == 0 && (await server.GetAsync("/health", null)).Status == 200) good++;
        }

        await Task.WhenAll(running);
        var after = GC.GetTotalMemory(forceFullCollection: true);

        await TestContext.Out.WriteLineAsync(
            $"{statuses.Values.Sum()} bad requests ({string.Join(", ", statuses.Select(status => $"{status.Key}: {status.Value}"))}), {good} good ones; memory {before / 1e6:0.0} MB, then {after / 1e6:0.0} MB.");
        Assert.That(statuses.Keys, Is.All.InRange(400, 499));
        Assert.That(good, Is.Positive);
        Assert.That((await server.PostAsync("/api/proof/generate", server.Token("alice"), Body("after"))).Status, Is.EqualTo(200));
    }

    private static async Task<TimeSpan> ProveAllAsync(ServerUnderTest server, string campaign, IReadOnlyList<ClientWebSocket> watchers, int each)
    {
        var start = Stopwatch.GetTimestamp();
        var ids = new List<string>();
        for (var i = 0; i < Requests; i++) ids.Add((await server.PostAsync("/api/proof/submit", server.Token("alice"), Body($"{campaign} {i}")))["requestId"]!);
        var watching = watchers.Select(async (socket, number) =>
        {
            var followed = Enumerable.Range(number, each).Select(i => ids[i % Requests]).ToArray();
            foreach (var id in followed) await socket.SayAsync($$"""{"type":"subscribe","requestId":"{{id}}"}""");
            var ended = new HashSet<string>();
            while (ended.Count < each) ended.Add((await socket.HearAsync("completed")).GetProperty("requestId").GetString()!);
            Assert.That(ended, Is.EquivalentTo(followed));
        }).ToArray();
        await Until.IsSoAsync(async () => (await server.GetAsync("/api/queue/stats", server.Token("alice"))).Json is var stats
            && stats.GetProperty("waiting").GetInt32() + stats.GetProperty("running").GetInt32() == 0);
        var took = Stopwatch.GetElapsedTime(start);
        await Task.WhenAll(watching);
        return took;
    }

    private static async Task SendBadAsync(ServerUnderTest server, int number, Dictionary<int, int> statuses)
    {
        var body = (number % 4) switch { 0 => "{", 1 => """{"proofType":1}""", 2 => new string('[', 500), _ => """{"a":1,"a":2}""" };
        var token = number % 2 == 0 ? server.Token("mallory") : "forged";
        var answer = await server.SendAsync(HttpMethod.Post, "/api/proof/submit", token, new StringContent(body, Encoding.UTF8, "application/json"));
        lock (statuses) statuses[answer.Status] = statuses.GetValueOrDefault(answer.Status) + 1;
    }

    private static string Body(string campaign) =>
        $$"""{"proofType":"exact","recipient":"0x6813eb9362372eef6200f3b1dbc3f819671cba69","scope":{"campaign":"{{campaign}}"} }""";
}
