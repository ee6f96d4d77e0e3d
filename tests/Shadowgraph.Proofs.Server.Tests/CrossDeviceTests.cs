using Microsoft.Extensions.DependencyInjection;
using Shadowgraph.Proofs.Streaming;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>A request from one device is watched, cancelled and fetched on another device, by id and the owner's token.</summary>
[TestFixture]
public sealed class CrossDeviceTests
{
    private const string Body = """{"proofType":"exact","recipient":"0x6813eb9362372eef6200f3b1dbc3f819671cba69"}""";

    [Test]
    public async Task Request_BegunOnOneDevice_IsWatchedAndCancelledOnAnother_AndTheFirstIsTold()
    {
        var prover = new HeldProver();
        await using var server = await ServerUnderTest.StartAsync(configure: builder => builder.Services.AddSingleton<IProver>(prover));
        var (phone, laptop) = (server.Token("alice"), server.Token("alice"));
        var id = (await server.PostAsync("/api/proof/submit", phone, Body))["requestId"];
        using var first = await server.ConnectAsync(phone);
        using var second = await server.ConnectAsync(laptop);
        foreach (var socket in new[] { first, second })
        {
            await socket.SayAsync($$"""{"type":"subscribe","requestId":"{{id}}"}""");
            await socket.HearAsync("progress");
        }

        await Until.IsSoAsync(() => prover.Begun == 1);

        var cancelled = await server.PostAsync($"/api/proof/cancel/{id}", laptop, null);

        Assert.That(cancelled["cancelled"], Is.EqualTo("True"));
        foreach (var socket in new[] { first, second })
            Assert.That((await socket.HearAsync("cancelled")).GetProperty("requestId").GetString(), Is.EqualTo(id));
        await Until.IsSoAsync(() => prover.Cancelled == 1);
        Assert.That((await server.GetAsync($"/api/proof/status/{id}", phone))["state"], Is.EqualTo("Cancelled"));
    }

    [Test]
    public async Task Proof_AskedForOnOneDevice_IsFetchedOnAnother_AndByNobodyElse()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var id = (await server.PostAsync("/api/proof/submit", server.Token("alice"), Body))["requestId"];
        using var laptop = await server.ConnectAsync(server.Token("alice"));
        await laptop.SayAsync($$"""{"type":"subscribe","requestId":"{{id}}"}""");
        var hash = (await laptop.HearAsync("completed")).GetProperty("data").GetProperty("hash").GetString();

        var fetched = await server.GetAsync($"/api/proof/status/{id}", server.Token("alice"));
        var others = await server.GetAsync($"/api/proof/status/{id}", server.Token("bob"));

        Assert.That(fetched.Json.GetProperty("result").GetProperty("hash").GetString(), Is.EqualTo(hash));
        Assert.That(fetched.Json.GetProperty("result").TryGetProperty("proof", out _), Is.True);
        Assert.That(others.Status, Is.EqualTo(404));
    }

    [Test]
    public async Task Device_ThatIsCutOffWhenTheRequestEnds_IsToldTheEnd_WhenItIsBack()
    {
        var prover = new HeldProver();
        await using var server = await ServerUnderTest.StartAsync(configure: builder => builder.Services.AddSingleton<IProver>(prover));
        await using var proxy = new FreezableProxy(server.Address);
        var id = Guid.Parse((await server.PostAsync("/api/proof/submit", server.Token("alice"), Body))["requestId"]!);
        var isCut = new TaskCompletionSource();
        var isEnded = new TaskCompletionSource();
        var connect = ProgressSocketClient.Connect(Sockets.AddressOf(proxy.Address), _ => Task.FromResult(server.Token("alice")));
        var connections = 0;
        var client = new ProgressSocketClient(
            async cancellationToken =>
            {
                if (Interlocked.Increment(ref connections) > 1)
                {
                    isCut.TrySetResult();
                    await isEnded.Task.WaitAsync(cancellationToken);
                }

                return await connect(cancellationToken);
            },
            new ProgressSocketClientOptions { Delay = TimeSpan.FromMilliseconds(1) });
        var kinds = new List<ProgressUpdateKind>();
        var watching = Task.Run(async () =>
        {
            await foreach (var update in client.WatchAsync(id))
            {
                kinds.Add(update.Kind);
                if (connections == 1) proxy.Cut();
            }
        });

        await isCut.Task.WaitAsync(Sockets.Patience);
        await server.PostAsync($"/api/proof/cancel/{id}", server.Token("alice"), null);
        isEnded.SetResult();
        await watching.WaitAsync(Sockets.Patience);

        Assert.That(kinds[^1], Is.EqualTo(ProgressUpdateKind.Cancelled));
        Assert.That(kinds.Count(kind => kind == ProgressUpdateKind.Cancelled), Is.EqualTo(1));
        Assert.That(connections, Is.EqualTo(2));
    }
}
