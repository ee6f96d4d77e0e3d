using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ProofServer.Registry;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>samples/ProofClient as a process, against a server with TLS.</summary>
[TestFixture]
public sealed class ProofClientTests
{
    private const string Wallet = "0x6813eb9362372eef6200f3b1dbc3f819671cba69";

    private readonly Traffic _traffic = new();
    private TestFolder _folder = null!;
    private ServerUnderTest _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _folder = new TestFolder();
        _server = await ServerUnderTest.StartAsync(_folder.MakeTls(), configure: builder => builder.Services.AddSingleton<IStartupFilter>(_traffic));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task Prove_Twice_FetchesTheOpeningOnce_AndTheServerOnlyVerifies()
    {
        string[] own = ["--opening", "twice.sealed", "--key", "twice.key"];
        var opening = (await _server.GetAsync("/api/registry/opening", _server.Token("alice"))).Json;
        var before = (Fetched: _traffic.Count("/api/registry/opening"), Submitted: await SubmittedAsync());

        var exact = await RunAsync("alice", ["prove", "--type", "exact", "--recipient", Wallet, "--out", "proof.json", .. own]);
        var threshold = await RunAsync("alice", ["prove", "--type", "threshold", "--minimum", "100000", "--recipient", Wallet, "--campaign", "airdrop", .. own]);

        foreach (var (code, output, errors) in new[] { exact, threshold })
        {
            Assert.That(code, Is.Zero, errors);
            Assert.That(output, Does.Contain("Proved on this device").And.Contain("The server has verified it."));
        }

        Assert.That(_traffic.Count("/api/registry/opening"), Is.EqualTo(before.Fetched + 1));
        Assert.That(await SubmittedAsync(), Is.EqualTo(before.Submitted), "The server has proved nothing.");
        Assert.That(_traffic.Bodies, Has.None.Contains(opening.GetProperty("salt").GetString()!), "The opening has not left the device.");
        Assert.That(_traffic.Bodies, Has.None.Contains("attestations"));
        var proof = await File.ReadAllTextAsync(_folder.At("proof.json"));
        var verified = await _server.PostAsync(
            "/api/proof/verify", _server.Token("bob"), $$"""{"proof":{{proof}},"expectation":{"recipient":"{{Wallet}}","requireExactScore":true} }""");
        Assert.That(verified["isValid"], Is.EqualTo("True"), verified.Body);
    }

    [Test]
    public async Task Prove_Anonymously_KeepsTheSecretOnTheDevice()
    {
        string[] own = ["--type", "anonymous", "--recipient", Wallet, "--opening", "hidden.sealed", "--identity", "identity.sealed", "--key", "hidden.key"];
        var submitted = await SubmittedAsync();

        var first = await RunAsync("alice", ["prove", "--campaign", "one", "--out", "anonymous.json", .. own]);
        var second = await RunAsync("alice", ["prove", "--campaign", "two", "--minimum", "100000", .. own]);
        var sent = await RunAsync("alice", ["submit", .. own]);

        foreach (var (code, output, errors) in new[] { first, second })
        {
            Assert.That(code, Is.Zero, errors);
            Assert.That(output, Does.Contain("The server has verified it."));
        }

        Assert.That(_traffic.Count("/api/registry/identity"), Is.EqualTo(1));
        Assert.That(_traffic.Bodies, Has.None.Contains("identitySecret"));
        Assert.That(await SubmittedAsync(), Is.EqualTo(submitted), "The server has proved nothing.");
        Assert.That(sent.Code, Is.EqualTo(2));
        var proof = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.At("anonymous.json"))).RootElement;
        var account = (await _server.GetAsync("/api/me", _server.Token("alice")))["account"]!;
        Assert.That($"{proof}", Does.Not.Contain(account[2..]));
    }

    [Test]
    public async Task Opening_ThatIsKept_IsSealed_ForItsUserAlone_AndAChangedOneIsRefused()
    {
        string[] own = ["--opening", "kept.sealed", "--key", "kept.key"];
        var fetched = await RunAsync("alice", ["fetch", .. own]);
        Assert.That(fetched.Code, Is.Zero, fetched.Errors);
        var bytes = await File.ReadAllBytesAsync(_folder.At("kept.sealed"));

        Assert.That(Encoding.Latin1.GetString(bytes), Does.Not.Contain("salt").And.Not.Contain("attestations"));
        if (!OperatingSystem.IsWindows())
        {
            foreach (var name in new[] { "kept.sealed", "kept.key" })
                Assert.That(File.GetUnixFileMode(_folder.At(name)), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }

        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(_folder.At("kept.sealed"), bytes);
        var (code, output, errors) = await RunAsync("alice", ["prove", "--type", "exact", "--recipient", Wallet, .. own]);
        Assert.That((code, output), Is.EqualTo((1, "")));
        Assert.That(errors, Does.Contain("was changed").And.Contain("fetch"));
    }

    [Test]
    public async Task Prove_AfterTheRegistryHasLongGoneOn_IsRefused_AndSaysToFetchAnew()
    {
        string[] own = ["--opening", "old.sealed", "--key", "old.key"];
        await RunAsync("alice", ["fetch", .. own]);
        await RegistryGoesOnAsync(roots: 101);

        var late = await RunAsync("alice", ["prove", "--type", "exact", "--recipient", Wallet, .. own]);
        await RunAsync("alice", ["fetch", .. own]);
        var fresh = await RunAsync("alice", ["prove", "--type", "exact", "--recipient", Wallet, .. own]);

        Assert.That(late.Code, Is.EqualTo(1));
        Assert.That(late.Errors, Does.Contain("RegistryRoot").And.Contain("fetch"));
        Assert.That(fresh.Code, Is.Zero, fresh.Errors);
    }

    [Test]
    public async Task Request_BegunOnOneDevice_IsWatchedAndFetchedByTheClientOnAnother()
    {
        var submitted = await RunAsync("alice", "submit", "--type", "membership", "--recipient", Wallet);
        Assert.That(submitted.Code, Is.Zero, submitted.Errors);
        var id = submitted.Output.Trim();

        var watched = await RunAsync("alice", "watch", id);
        var result = await RunAsync("alice", "result", id);
        var others = await RunAsync("bob", "watch", id);
        var late = await RunAsync("alice", "cancel", id);

        Assert.That(watched.Output, Does.Contain("completed 0x"), watched.Errors);
        Assert.That(JsonDocument.Parse(result.Output).RootElement.TryGetProperty("links", out _), Is.True, result.Output);
        Assert.That((others.Code, others.Errors), Is.EqualTo((1, "proofclient: the server knows no such request of this user's (any more).\n")));
        Assert.That(late.Errors, Does.Contain("has ended already"));
    }

    [Test]
    public async Task Server_WhoseCertificateIsNotTrusted_GetsNeitherTokenNorAnything()
    {
        var before = _traffic.Total;

        var (code, _, errors) = await SampleProcess.RunAsync(
            "ProofClient", _folder.Path, new Dictionary<string, string> { ["PROOF_TOKEN"] = _server.Token("alice") }, "fetch", "--server", $"{_server.Address}",
            "--opening", "x.sealed", "--key", "x.key");

        Assert.That(code, Is.EqualTo(1));
        Assert.That(errors, Does.Contain("does not answer"));
        Assert.That(_traffic.Total, Is.EqualTo(before));
        Assert.That(File.Exists(_folder.At("x.sealed")), Is.False);
    }

    [TestCase("", "the command is missing")]
    [TestCase("dance", "no command 'dance'")]
    [TestCase("fetch --server http://127.0.0.1", "https://")]
    [TestCase("fetch --server", "needs a value")]
    [TestCase("fetch", "--server")]
    [TestCase("fetch --colour red", "no option '--colour'")]
    [TestCase("watch --server https://127.0.0.1", "takes the id")]
    [TestCase("watch abc --server https://127.0.0.1", "no request's id")]
    [TestCase("prove --server https://127.0.0.1 --type fast", "--type is")]
    [TestCase("prove --server https://127.0.0.1 --type exact", "--recipient")]
    [TestCase("prove --server https://127.0.0.1 --type range --minimum 5 --maximum 4 --recipient 0x6813eb9362372eef6200f3b1dbc3f819671cba69", "at most --maximum")]
    public async Task CommandLine_ThatIsNone_IsMisuse_AndSaysWhy(string line, string why)
    {
        var (code, output, errors) = await SampleProcess.RunAsync(
            "ProofClient", _folder.Path, new Dictionary<string, string> { ["PROOF_TOKEN"] = "t" }, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.That((code, output), Is.EqualTo((2, "")));
        Assert.That(errors.Split('\n')[0], Does.Contain(why));
    }

    [Test]
    public async Task Refusal_OfTheServer_IsShown_WithWhatToDo()
    {
        var (code, _, errors) = await RunAsync("nobody", "fetch", "--opening", "n.sealed", "--key", "n.key");

        Assert.That(code, Is.EqualTo(1));
        Assert.That(errors, Does.Contain("404").And.Contain("Have a publisher add some"));
    }

    private async Task RegistryGoesOnAsync(int roots)
    {
        var registry = _server.Services.GetRequiredService<RegistryAttestations>();
        for (var i = 0; i < roots; i++)
        {
            await registry.PublishAsync(RegistrySubject.Named(Demonstration.MemberAt(1)),
            [
                new Attestation
                {
                    Source = Demonstration.MemberAt(1000 + i), Target = Demonstration.MemberAt(1), Opinion = new Opinion(0.8, 0, 0.2, 0.5), Weight = 1,
                    Type = AttestationType.Trust, CreatedAt = DateTimeOffset.UnixEpoch,
                },
            ]);
        }
    }

    private async Task<string?> SubmittedAsync() => (await _server.GetAsync("/api/queue/stats", _server.Token("alice")))["submitted"];

    private Task<(int Code, string Output, string Errors)> RunAsync(string user, params string[] arguments) => SampleProcess.RunAsync(
        "ProofClient", _folder.Path, new Dictionary<string, string> { ["PROOF_TOKEN"] = _server.Token(user) },
        [.. arguments, "--server", $"{_server.Address}", "--ca", "certificate.pem"]);

    /// <summary>Records paths and bodies of all requests to the server.</summary>
    private sealed class Traffic : IStartupFilter
    {
        private readonly ConcurrentQueue<string> _paths = [];
        private readonly ConcurrentQueue<string> _bodies = [];

        public int Total => _paths.Count;

        public IReadOnlyCollection<string> Bodies => _bodies;

        public int Count(string path) => _paths.Count(known => known == path);

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, following) =>
            {
                _paths.Enqueue(context.Request.Path);
                context.Request.EnableBuffering();
                using (var reader = new StreamReader(context.Request.Body, leaveOpen: true)) _bodies.Enqueue(await reader.ReadToEndAsync());
                context.Request.Body.Position = 0;
                await following(context);
            });
            next(app);
        };
    }
}
