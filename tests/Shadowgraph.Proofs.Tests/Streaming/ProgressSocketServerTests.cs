using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Shadowgraph.Proofs.Streaming;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Streaming;

[TestFixture]
[Parallelizable]
public sealed class ProgressSocketServerTests
{
    private static readonly ProofUserId Alice = new("alice");
    private static readonly ProofUserId Bob = new("bob");

    [Test]
    public async Task Subscribe_ToARequest_StreamsItsProgressToItsEnd()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        using var pair = new SocketPair();
        var serving = ServeAsync(test, pair);
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request(user: Alice));
        var call = await test.Prover.NextCallAsync();

        await pair.SubscribeAsync(ticket.Id);
        var messages = await pair.ReceiveUntilAsync("progress");
        call.Succeed();
        messages.AddRange(await test.PassTimeUntilAsync(pair.ReceiveUntilAsync("completed")));
        var result = await ticket.Completion;

        Assert.That(SocketPair.TypeOf(messages[0]), Is.EqualTo("subscribed"));
        Assert.That(messages.Select(message => message.GetProperty("requestId").GetGuid()), Is.All.EqualTo(ticket.Id));
        Assert.That(messages[1].GetProperty("data").GetProperty("state").GetString(), Is.EqualTo("Processing"));
        Assert.That(messages[^1].GetProperty("data").GetProperty("hash").GetString(), Is.EqualTo(result.Hash));
        await CloseAsync(pair, serving);
    }

    [Test]
    public async Task Subscribe_ToARequestThatFails_TellsTheErrorAndWhatToDo()
    {
        await using var test = new PipelineUnderTest(Scripts.Fail(() => new StatementNotSatisfiedException(ScoreBounds.AtLeast(900_000))));
        using var pair = new SocketPair();
        var serving = ServeAsync(test, pair);
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request(user: Alice));
        await ticket.Completion;

        await pair.SubscribeAsync(ticket.Id);
        var end = (await pair.ReceiveUntilAsync("failed"))[^1].GetProperty("data");

        Assert.That(end.GetProperty("type").GetString(), Is.EqualTo(nameof(ProofErrorType.StatementNotSatisfied)));
        Assert.That(end.GetProperty("advice").GetString(), Is.Not.Empty);
        await CloseAsync(pair, serving);
    }

    [Test]
    public async Task Cancel_OfAFollowedRequest_SaysCancelled()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        using var pair = new SocketPair();
        var serving = ServeAsync(test, pair);
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request(user: Alice));
        await pair.SubscribeAsync(ticket.Id);
        await pair.ReceiveUntilAsync("progress");

        test.Pipeline.Cancel(ticket.Id);

        var end = (await test.PassTimeUntilAsync(pair.ReceiveUntilAsync("cancelled")))[^1];
        Assert.That(end.GetProperty("requestId").GetGuid(), Is.EqualTo(ticket.Id));
        await CloseAsync(pair, serving);
    }

    [Test]
    public async Task Subscribe_ToAnotherUsersRequest_IsAnsweredAsAnUnknownOneIs()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        using var pair = new SocketPair();
        var serving = ServeAsync(test, pair);
        var theirs = await test.Pipeline.SubmitAsync(PipelineWorld.Request(user: Bob));
        var nobodys = await test.Pipeline.SubmitAsync(PipelineWorld.Request(recipient: 1));
        var unknown = Guid.NewGuid();

        var answers = new List<string>();
        foreach (var id in new[] { theirs.Id, nobodys.Id, unknown })
        {
            await pair.SubscribeAsync(id);
            answers.Add((await pair.ReceiveAsync())!.Value.ToString().Replace($"{id}", "ID", StringComparison.Ordinal));
        }

        Assert.That(answers.Distinct(), Has.One.Items);
        Assert.That(answers[0], Does.Contain("UnknownRequest"));
        await CloseAsync(pair, serving);
    }

    [Test]
    public async Task Unsubscribe_FromARequest_EndsItsMessages()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        using var pair = new SocketPair();
        var serving = ServeAsync(test, pair, new ProgressSocketOptions { MaxSubscriptions = 1 });
        var first = await test.Pipeline.SubmitAsync(PipelineWorld.Request(user: Alice));
        var second = await test.Pipeline.SubmitAsync(PipelineWorld.Request(recipient: 1, user: Alice));
        await pair.SubscribeAsync(first.Id);
        await pair.ReceiveUntilAsync("progress");
        await pair.SubscribeAsync(second.Id);
        var refused = await pair.ReceiveUntilAsync("error");

        await pair.SendAsync($$"""{"type":"unsubscribe","requestId":"{{first.Id}}"}""");
        await pair.SubscribeAsync(second.Id);
        await pair.ReceiveUntilAsync("subscribed");
        test.Pipeline.Cancel(first.Id);
        test.Pipeline.Cancel(second.Id);
        var messages = await test.PassTimeUntilAsync(pair.ReceiveUntilAsync("cancelled"));

        Assert.That(refused[^1].ToString(), Does.Contain("TooManySubscriptions"));
        Assert.That(messages.Select(message => message.GetProperty("requestId").GetGuid()), Is.All.EqualTo(second.Id));
        await CloseAsync(pair, serving);
    }

    [TestCase("{", "$")]
    [TestCase("[]", "$")]
    [TestCase("null", "type")]
    [TestCase("{}", "$")]
    [TestCase("""{"type":"subscribe"}""", "requestId")]
    [TestCase("""{"type":5}""", "$.type")]
    [TestCase("""{"type":"subscribe","requestId":"abc"}""", "$.requestId")]
    [TestCase("""{"type":"subscribe","type":"subscribe"}""", "$")]
    [TestCase("""{"type":"subscribe","user":"bob"}""", "$.user")]
    [TestCase("""{"type":"dance","requestId":"11111111-1111-1111-1111-111111111111"}""", "subscribe")]
    [TestCase("""{"type":{"a":{"b":{"c":{"d":1}}}}}""", "$.type")]
    [TestCase("""{"type":"subscribe","feed":"queue"}""", "no such feed")]
    public async Task Message_ThatIsNone_IsAnsweredWithWhere_AndTheSocketLives(string message, string where)
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        using var pair = new SocketPair();
        var serving = ServeAsync(test, pair);
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request(user: Alice));

        await pair.SendAsync(message);
        var answer = (await pair.ReceiveAsync())!.Value;
        await pair.SubscribeAsync(ticket.Id);
        var next = await pair.ReceiveUntilAsync("subscribed");

        Assert.That(SocketPair.TypeOf(answer), Is.EqualTo("error"));
        Assert.That(answer.GetProperty("data").GetProperty("message").GetString(), Does.Contain(where));
        Assert.That(next, Has.One.Items);
        await CloseAsync(pair, serving);
    }

    [Test]
    public async Task Message_ThatIsTooLong_ClosesWith1009()
    {
        await using var test = new PipelineUnderTest();
        using var pair = new SocketPair();
        var serving = ServeAsync(test, pair);

        await pair.Client.SendAsync(new byte[4097], WebSocketMessageType.Text, endOfMessage: false, CancellationToken.None);

        await AssertClosedAsync(test, pair, serving, WebSocketCloseStatus.MessageTooBig);
    }

    [Test]
    public async Task Message_InBinary_ClosesWith1003()
    {
        await using var test = new PipelineUnderTest();
        using var pair = new SocketPair();
        var serving = ServeAsync(test, pair);

        await pair.Client.SendAsync("{}"u8.ToArray(), WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

        await AssertClosedAsync(test, pair, serving, WebSocketCloseStatus.InvalidMessageType);
    }

    [Test]
    public async Task Flood_OfSubscriptions_ClosesWith1008()
    {
        await using var test = new PipelineUnderTest();
        using var pair = new SocketPair();
        var serving = ServeAsync(test, pair, new ProgressSocketOptions { MessageBurst = 50 });
        var answers = Task.Run(async () =>
        {
            var count = 0;
            while (await pair.ReceiveAsync() is not null) count++;
            return count;
        });

        for (var i = 0; i <= 50; i++) await pair.SubscribeAsync(Guid.NewGuid());

        Assert.That(await answers.WaitAsync(Wait.Patience), Is.EqualTo(50));
        await AssertClosedAsync(test, pair, serving, WebSocketCloseStatus.PolicyViolation, isReceived: true);
    }

    [Test]
    public async Task Stop_OfTheHost_ClosesWith1001_WhileTheClientListens()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        using var pair = new SocketPair();
        using var stop = new CancellationTokenSource();
        var serving = ServeAsync(test, pair, stopping: stop.Token);
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request(user: Alice));
        await pair.SubscribeAsync(ticket.Id);
        await pair.ReceiveUntilAsync("progress");

        await stop.CancelAsync();

        await AssertClosedAsync(test, pair, serving, WebSocketCloseStatus.EndpointUnavailable);
    }

    [Test]
    public async Task Expiry_OfTheToken_ClosesWith1008()
    {
        await using var test = new PipelineUnderTest();
        using var pair = new SocketPair();
        var session = new ProgressSocketSession(Alice) { ExpiresAt = PipelineWorld.Now.AddMinutes(5) };
        var serving = new ProgressSocketServer(test.Pipeline, time: test.Time).ServeAsync(pair.Server, session);

        test.Time.Advance(TimeSpan.FromMinutes(5));

        await AssertClosedAsync(test, pair, serving, WebSocketCloseStatus.PolicyViolation);
    }

    [Test]
    public async Task Client_ThatNeverAnswersTheClose_IsAborted()
    {
        await using var test = new PipelineUnderTest();
        using var pair = new SocketPair();
        using var stop = new CancellationTokenSource();
        var serving = ServeAsync(test, pair, stopping: stop.Token);

        await stop.CancelAsync();
        await test.PassTimeUntilAsync(serving);

        Assert.That(pair.Server.State, Is.EqualTo(WebSocketState.Aborted));
    }

    [Test]
    public async Task Client_ThatStopsReading_IsAborted_AndNoProofWaitsForIt()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        using var pair = new SocketPair();
        var serving = ServeAsync(test, pair, new ProgressSocketOptions { ProgressInterval = TimeSpan.Zero });
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request(user: Alice));
        var call = await test.Prover.NextCallAsync();
        await pair.SubscribeAsync(ticket.Id);
        await pair.ReceiveUntilAsync("progress");

        for (var i = 0; i < 1000; i++) call.Report(ProverStage.Proving, i / 1000.0, link: 1);
        call.Succeed();
        var result = await ticket.Completion.WaitAsync(Wait.Patience);
        var flood = Task.Run(async () =>
        {
            for (var i = 0; i < 150; i++) await pair.SendAsync("{}");
        });
        await test.PassTimeUntilAsync(serving, TimeSpan.FromSeconds(1));
        await flood;

        Assert.That(result.State, Is.EqualTo(ProofState.Completed));
        Assert.That(pair.Server.State, Is.EqualTo(WebSocketState.Aborted));
    }

    [Test]
    public async Task Reports_FasterThanTheyAreSent_AreLeftOut_TheEndIsNot()
    {
        await using var test = new PipelineUnderTest(Scripts.ByHand);
        using var pair = new SocketPair();
        var serving = ServeAsync(test, pair);
        var ticket = await test.Pipeline.SubmitAsync(PipelineWorld.Request(user: Alice));
        var call = await test.Prover.NextCallAsync();
        await pair.SubscribeAsync(ticket.Id);
        await pair.ReceiveUntilAsync("progress");

        for (var i = 0; i < 1000; i++) call.Report(ProverStage.Proving, i / 1000.0, link: 1);
        call.Succeed();
        await ticket.Completion.WaitAsync(Wait.Patience);
        var rest = await test.PassTimeUntilAsync(pair.ReceiveUntilAsync("completed"));

        Assert.That(rest, Has.Count.LessThanOrEqualTo(2));
        await CloseAsync(pair, serving);
    }

    [Test]
    public async Task Watchers_OfManyRequests_AllGetEveryEnd()
    {
        const int Watchers = 40, Requests = 8;
        await using var test = new PipelineUnderTest(Scripts.Report(reportsPerStage: 20), options => options.MaxConcurrency = 2);
        var pairs = Enumerable.Range(0, Watchers).Select(_ => new SocketPair()).ToArray();
        var serving = pairs.Select(pair => ServeAsync(test, pair)).ToArray();
        var tickets = new List<ProofTicket>();
        for (var i = 0; i < Requests; i++) tickets.Add(await test.Pipeline.SubmitAsync(PipelineWorld.Request(recipient: i, user: Alice)));

        var ends = pairs.Select(async pair =>
        {
            foreach (var ticket in tickets) await pair.SubscribeAsync(ticket.Id);
            var ended = new List<Guid>();
            while (ended.Count < Requests)
                ended.Add((await pair.ReceiveUntilAsync("completed"))[^1].GetProperty("requestId").GetGuid());
            return ended;
        }).ToArray();
        var seen = await test.PassTimeUntilAsync(Task.WhenAll(ends));

        Assert.That(seen, Is.All.EquivalentTo(tickets.Select(ticket => ticket.Id)));
        for (var i = 0; i < Watchers; i++) await CloseAsync(pairs[i], serving[i]);
        foreach (var pair in pairs) pair.Dispose();
    }

    [Test]
    public async Task Feed_OfTheHosts_IsStreamed_AndOneThatFailsClosesWith1011()
    {
        await using var test = new PipelineUnderTest();
        using var pair = new SocketPair();
        var fail = new TaskCompletionSource();
        var session = new ProgressSocketSession(Alice)
        {
            Feeds = new Dictionary<string, ProgressFeed> { ["numbers"] = _ => Numbers(fail.Task) },
        };
        var serving = new ProgressSocketServer(test.Pipeline, time: test.Time).ServeAsync(pair.Server, session);

        await pair.SendAsync("""{"type":"subscribe","feed":"numbers"}""");
        var messages = await test.PassTimeUntilAsync(Task.Run(async () => new[]
        {
            await pair.ReceiveAsync(), await pair.ReceiveAsync(), await pair.ReceiveAsync(),
        }));
        fail.SetResult();

        Assert.That(messages.Select(message => message.ToString()), Is.EqualTo(new[]
        {
            """{"type":"subscribed","feed":"numbers"}""",
            """{"type":"feed","feed":"numbers","data":{"n":1}}""",
            """{"type":"feed","feed":"numbers","data":{"n":2}}""",
        }));
        await AssertClosedAsync(test, pair, serving, WebSocketCloseStatus.InternalServerError);
    }

    [Test]
    public void Session_WithoutAUser_IsRefused() =>
        Assert.That(() => new ProgressSocketSession(default), Throws.ArgumentException.With.Message.Contains("authenticate"));

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Numbers(Task fail)
    {
        for (var i = 1; i < 3; i++) yield return Encoding.UTF8.GetBytes($$"""{"n":{{i}}}""");
        await fail;
        throw new JsonException("No more.");
    }

    private static Task ServeAsync(
        PipelineUnderTest test, SocketPair pair, ProgressSocketOptions? options = null, CancellationToken stopping = default) =>
        new ProgressSocketServer(test.Pipeline, options, test.Time).ServeAsync(pair.Server, new ProgressSocketSession(Alice), stopping);

    private static async Task CloseAsync(SocketPair pair, Task serving)
    {
        await pair.Client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await serving.WaitAsync(Wait.Patience);
        while (await pair.ReceiveAsync() is not null)
        {
        }

        Assert.That(pair.Client.CloseStatus, Is.EqualTo(WebSocketCloseStatus.NormalClosure));
    }

    private static async Task AssertClosedAsync(
        PipelineUnderTest test, SocketPair pair, Task serving, WebSocketCloseStatus status, bool isReceived = false)
    {
        if (!isReceived)
        {
            await test.PassTimeUntilAsync(Task.Run(async () =>
            {
                while (await pair.ReceiveAsync() is not null)
                {
                }

                return true;
            }), TimeSpan.FromMilliseconds(1));
        }

        await pair.Client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await serving.WaitAsync(Wait.Patience);
        Assert.That(pair.Client.CloseStatus, Is.EqualTo(status));
        Assert.That(pair.Client.CloseStatusDescription, Is.Not.Empty);
    }
}
