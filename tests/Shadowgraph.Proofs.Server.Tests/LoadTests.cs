using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Tests;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>
/// The server under load. Explicit: the printed measurements are meaningful on an idle machine only; the assertions hold on every machine.
/// </summary>
[TestFixture]
[Explicit]
public sealed class LoadTests
{
    private const int Watchers = 200;
    private const int Requests = 20;
    private const int Rounds = 5;
    private const int BadPerSecond = 1000;
    private static readonly TimeSpan BadFor = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The watchers have a process of their own, so the processor time of this process is the server's cost. The wall time includes the work of the
    /// watchers, which run on the same machine.
    /// </summary>
    /// <param name="each">Requests followed by each watcher.</param>
    [TestCase(1)]
    [TestCase(Requests)]
    public async Task Watchers_OnManyRequests_AllSeeEveryEnd(int each)
    {
        await using var server = await ServerUnderTest.StartAsync(["--Proofs:MaxConcurrency=4"]);
        await MeasureAsync(server, "warm", 0, each);
        await MeasureAsync(server, "warm watched", Watchers, each);
        var (alone, watched) = (new List<Cost>(), new List<Cost>());
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add(await MeasureAsync(server, $"alone {round}", 0, each));
            watched.Add(await MeasureAsync(server, $"watched {round}", Watchers, each));
        }

        var (without, with) = (Cost.MedianOf(alone), Cost.MedianOf(watched));
        await TestContext.Out.WriteLineAsync(
            $"{Requests} proofs, medians of {Rounds}: {without} without watchers, {with} with {Watchers} that follow {each} each: "
            + $"{(with.Processor / without.Processor) - 1:P1} more processor time, {(with.Wall / without.Wall) - 1:P1} more wall time.");
    }

    /// <summary>
    /// The cost of watching alone: the prover only reports and takes no processor time, so the difference is exact even on a machine with other
    /// work. A real proof with the small circuit takes about 0.35 s of a processor.
    /// </summary>
    /// <param name="each">Requests followed by each watcher.</param>
    [TestCase(1)]
    [TestCase(Requests)]
    public async Task Watchers_OfAProverThatOnlyReports_ShowTheCostOfWatching(int each)
    {
        await using var server = await ServerUnderTest.StartAsync(
            ["--Proofs:MaxConcurrency=4"], configure: builder => builder.Services.AddSingleton<IProver>(new ReportingProver()));
        await MeasureAsync(server, "warm watched", Watchers, each);
        var (alone, watched) = (new List<Cost>(), new List<Cost>());
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add(await MeasureAsync(server, $"alone {round}", 0, each));
            watched.Add(await MeasureAsync(server, $"watched {round}", Watchers, each));
        }

        var (without, with) = (Cost.MedianOf(alone), Cost.MedianOf(watched));
        await TestContext.Out.WriteLineAsync(
            $"{Requests} requests in {with.Wall.TotalSeconds:0.0} s, medians of {Rounds}: {Watchers} watchers that follow {each} each cost "
            + $"{(with.Processor - without.Processor).TotalMilliseconds / Requests:0.0} ms of a processor per request, "
            + $"{(with.Processor - without.Processor) / with.Wall:P1} of a processor.");
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

    /// <summary>Proves all requests, with watchers in another process. Measures from the first submission to the last end.</summary>
    private static async Task<Cost> MeasureAsync(ServerUnderTest server, string campaign, int watchers, int each)
    {
        var pipeline = server.Services.GetRequiredService<IProofPipeline>();
        var (submitted, ended) = (pipeline.Statistics.Submitted, EndedOf(pipeline));
        var work = new WatcherWork(server.Address, server.Token("alice"), campaign, watchers, each);
        var watching = ChildProcess.RunAsync(WatchAsync, JsonSerializer.Serialize(work));
        await Until.IsSoAsync(() => watching.IsFaulted || pipeline.Statistics.Submitted > submitted);
        using var process = Process.GetCurrentProcess();
        var (start, processor) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        await Until.IsSoAsync(() => watching.IsFaulted || EndedOf(pipeline) == ended + Requests);
        process.Refresh();
        var cost = new Cost(Stopwatch.GetElapsedTime(start), process.TotalProcessorTime - processor);
        var told = await watching;
        await TestContext.Progress.WriteLineAsync($"{campaign}: {cost}, {told[^1]}");
        return cost;
    }

    private static long EndedOf(IProofPipeline pipeline) => pipeline.Statistics.Completed + pipeline.Statistics.Failed;

    /// <summary>The process of the watchers: connects, submits, subscribes, and waits for every end.</summary>
    private static async Task WatchAsync(string argument)
    {
        var work = JsonSerializer.Deserialize<WatcherWork>(argument)!;
        using var http = new HttpClient { BaseAddress = work.Server };
        http.DefaultRequestHeaders.Authorization = new("Bearer", work.Token);
        var sockets = new List<ClientWebSocket>();
        for (var i = 0; i < work.Watchers; i++)
        {
            sockets.Add(await Sockets.ConnectAsync(work.Server, work.Token));
            await sockets[^1].HearAsync("authenticated");
        }

        var ids = new List<string>();
        for (var i = 0; i < Requests; i++)
        {
            using var answer = await http.PostAsync("/api/proof/submit", new StringContent(Body($"{work.Campaign} {i}"), Encoding.UTF8, "application/json"));
            ids.Add(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("requestId").GetString()!);
        }

        var messages = new ConcurrentDictionary<string, int>();
        await Task.WhenAll(sockets.Select(async (socket, number) =>
        {
            var followed = Enumerable.Range(number, work.Each).Select(i => ids[i % Requests]).ToHashSet();
            foreach (var id in followed) await socket.SayAsync($$"""{"type":"subscribe","requestId":"{{id}}"}""");
            while (followed.Count > 0)
            {
                var message = await socket.HearAsync() ?? throw new InvalidOperationException($"Closed with {socket.CloseStatus}, and {followed.Count} ends missing.");
                var type = message.GetProperty("type").GetString()!;
                messages.AddOrUpdate(type, 1, (_, count) => count + 1);
                if (type is "completed" or "failed") followed.Remove(message.GetProperty("requestId").GetString()!);
            }
        }));
        foreach (var socket in sockets) socket.Dispose();
        Console.WriteLine($"messages: {string.Join(", ", messages.Select(count => $"{count.Value} {count.Key}"))}");
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

    /// <summary>Reports as a real prover does, for two seconds, and then finds the statement not satisfied.</summary>
    private sealed class ReportingProver : IProver
    {
        private const int Reports = 500;
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(4);

        public ProofPlan Plan(ProofJob job, CircuitSize maxCircuitSize) => ProofPlan.For(job.Opening.AttestationCount, maxCircuitSize);

        public async Task<ProverResult> ProveAsync(
            ProofJob job, ProofPlan plan, IProgress<ProverProgress>? progress = null, CancellationToken cancellationToken = default)
        {
            for (var i = 0; i < Reports; i++)
            {
                progress?.Report(new ProverProgress { Stage = ProverStage.Proving, Link = 1, LinkCount = 1, Fraction = (double)i / Reports });
                await Task.Delay(Pause, cancellationToken);
            }

            throw new StatementNotSatisfiedException(ScoreBounds.AtLeast(1_000_000));
        }
    }

    /// <summary>The work of the watchers' process.</summary>
    internal sealed record WatcherWork(Uri Server, string Token, string Campaign, int Watchers, int Each);

    private sealed record Cost(TimeSpan Wall, TimeSpan Processor)
    {
        public static Cost MedianOf(List<Cost> costs) => new(Median(costs.Select(cost => cost.Wall)), Median(costs.Select(cost => cost.Processor)));

        public override string ToString() => $"{Wall.TotalSeconds:0.00} s, {Processor.TotalSeconds:0.00} s of a processor";

        private static TimeSpan Median(IEnumerable<TimeSpan> times) => times.Order().ElementAt(Rounds / 2);
    }
}
