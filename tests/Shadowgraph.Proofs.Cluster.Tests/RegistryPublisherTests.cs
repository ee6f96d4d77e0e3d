using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using Shadowgraph.Proofs.Tests.Cluster.Processes;
using Shadowgraph.Proofs.Tests.Servers;

namespace Shadowgraph.Proofs.Tests.Cluster;

/// <summary>One publisher, and two proof servers over a cluster that read its registry and forward additions.</summary>
[TestFixture(false)]
[TestFixture(true)]
public sealed class RegistryPublisherTests(bool isPostgres)
{
    private const string Attester = "0x1eff47bc3a10a45d4b230b5d10e37751fe6aa718";
    private const string Proof = """{"proofType":"threshold","bounds":{"minimum":100000},"recipient":"0x6813eb9362372eef6200f3b1dbc3f819671cba69"}""";

    /// <summary>The publishers of all starts, the latest last.</summary>
    private readonly List<ChildProgram> _publishers = [];

    private ClusterWorld _world = null!;
    private PostgreSqlServer? _postgres;
    private WebApplication _one = null!;
    private WebApplication _other = null!;
    private string _address = "";
    private int _subjects;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (isPostgres && (_postgres = await PostgreSqlServer.StartAsync()) is null)
        {
            Assert.Ignore("PostgreSQL is not installed. Install Debian's package postgresql.");
            return;
        }

        _world = await ClusterWorld.StartAsync("noop");
        if (isPostgres) File.WriteAllBytes(At("registry.key"), RandomNumberGenerator.GetBytes(32));
        if (isPostgres && !OperatingSystem.IsWindows()) File.SetUnixFileMode(At("registry.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Ports.TakeBlock()}");
        await StartPublisherAsync();
        _one = await StartServerAsync();
        _other = await StartServerAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_one is not null) await _one.DisposeAsync();
        if (_other is not null) await _other.DisposeAsync();
        foreach (var publisher in _publishers) publisher.Dispose();
        if (_world is not null) await _world.DisposeAsync();
        if (_postgres is not null) await _postgres.DisposeAsync();
    }

    [Test]
    public async Task Addition_AtOneServer_IsInTheOpeningOfAnother_AtOnce()
    {
        using var adding = ProofServers.ClientOf(_one, "paula", "publisher");
        for (var i = 0; i < 20; i++)
        {
            var user = NextUser();
            using var reading = ProofServers.ClientOf(_other, user);
            var account = (await reading.ReadJsonAsync("/api/me")).Text("account")!;
            Assert.That((await reading.ReadJsonAsync("/api/registry/opening")).Status, Is.EqualTo(404), "not yet");

            var added = await adding.PostJsonAsync("/api/registry/attestations", Attestation(account));
            var opening = await reading.ReadJsonAsync("/api/registry/opening");

            Assert.That(added.Status, Is.EqualTo(200), added.Body.ToString());
            Assert.That(opening.Status, Is.EqualTo(200), opening.Body.ToString());
            Assert.That(opening.Text("registry_root"), Is.EqualTo(added.Text("root")));
            Assert.That((await reading.ReadJsonAsync("/api/registry/root")).Text("sequence"), Is.EqualTo(added.Text("sequence")));
        }
    }

    [Test]
    public async Task Additions_AtBothServersAtOnce_AreAllInTheRegistry()
    {
        const int Each = 10;
        var users = Enumerable.Range(0, 2 * Each).Select(_ => NextUser()).ToArray();
        await Parallel.ForEachAsync(users.Index(), async (each, _) =>
        {
            var server = each.Index % 2 == 0 ? _one : _other;
            using var adding = ProofServers.ClientOf(server, "paula", "publisher");
            using var reading = ProofServers.ClientOf(server, each.Item);
            var account = (await reading.ReadJsonAsync("/api/me")).Text("account")!;
            Assert.That((await adding.PostJsonAsync("/api/registry/attestations", Attestation(account))).Status, Is.EqualTo(200));
            Assert.That((await reading.ReadJsonAsync("/api/registry/opening")).Status, Is.EqualTo(200));
        });

        using var one = ProofServers.ClientOf(_one, "paula");
        using var other = ProofServers.ClientOf(_other, "paula");
        Assert.That((await one.ReadJsonAsync("/api/registry/root")).Text("root"), Is.EqualTo((await other.ReadJsonAsync("/api/registry/root")).Text("root")));
    }

    [Test]
    public async Task HiddenSubject_MadeAtOneServer_OpensAtAnother_AndTheSecretIsTheCallersAlone()
    {
        using var one = ProofServers.ClientOf(_one, "alice");
        using var other = ProofServers.ClientOf(_other, "alice");

        var made = await one.PostJsonAsync("/api/registry/identity", null);
        var opening = await other.ReadJsonAsync("/api/registry/opening?hidden=true");

        Assert.That(made.Status, Is.EqualTo(200), made.Body.ToString());
        using var secret = IdentitySecret.FromBytes(Convert.FromBase64String(made.Text("identitySecret")!));
        Assert.That(made.Text("identityCommitment"), Is.EqualTo(secret.Commitment.ToString()));
        Assert.That(RegistryOpening.FromJson(System.Text.Encoding.UTF8.GetBytes(opening.Body.GetRawText())).SubjectKey, Is.EqualTo(secret.Commitment));
    }

    [Test]
    public async Task Addition_ThatThePublisherRefuses_HasThePublishersError()
    {
        using var adding = ProofServers.ClientOf(_one, "paula", "publisher");
        using var user = ProofServers.ClientOf(_one, "paula");

        var invalid = await adding.PostJsonAsync("/api/registry/attestations", Attestation("0x2b5ad5c4795c026514f8317c7a215e218dccd6cf").Replace("0.71", "1.71"));
        var withoutRole = await user.PostJsonAsync("/api/registry/attestations", Attestation("0x2b5ad5c4795c026514f8317c7a215e218dccd6cf"));

        Assert.That(
            (invalid.Status, invalid.Text("errorType"), invalid.Text("path")),
            Is.EqualTo((400, "InvalidAttestation", "$.attestations[0].opinion.belief")), invalid.Body.ToString());
        Assert.That(withoutRole.Status, Is.EqualTo(403));
    }

    [Test]
    public async Task KilledPublisher_StopsAdditionsAlone_AndAdditionsGoOnAfterItsStart()
    {
        using var adding = ProofServers.ClientOf(_one, "paula", "publisher");
        using var alice = ProofServers.ClientOf(_other, "alice");
        using var carol = ProofServers.ClientOf(_other, NextUser());
        var account = (await carol.ReadJsonAsync("/api/me")).Text("account")!;
        var before = (await alice.ReadJsonAsync("/api/registry/root")).Text("root");

        _publishers[^1].Kill();
        using var refused = await adding.PostAsync("/api/registry/attestations", ProofServers.Json(Attestation(account)));
        var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement;
        var identity = await alice.PostJsonAsync("/api/registry/identity", null);
        var opening = await alice.ReadJsonAsync("/api/registry/opening");
        var proof = await alice.PostJsonAsync("/api/proof/generate", Proof);

        Assert.That((int)refused.StatusCode, Is.EqualTo(503));
        Assert.That(problem.GetProperty("errorType").GetString(), Is.EqualTo("PublisherUnavailable"));
        Assert.That(problem.GetProperty("detail").GetString(), Does.Contain("publisher").And.Contain("Retry"));
        Assert.That(refused.Headers.RetryAfter?.Delta, Is.EqualTo(TimeSpan.FromSeconds(5)));
        Assert.That((identity.Status, identity.Text("errorType")), Is.EqualTo((503, "PublisherUnavailable")));
        Assert.That((opening.Status, opening.Text("registry_root")), Is.EqualTo((200, before)));
        Assert.That(proof.Status, Is.EqualTo(200), proof.Body.ToString());

        await StartPublisherAsync();
        Assert.That((await alice.ReadJsonAsync("/api/registry/root")).Text("root"), Is.EqualTo(before));
        var added = await adding.PostJsonAsync("/api/registry/attestations", Attestation(account));

        Assert.That(added.Status, Is.EqualTo(200), added.Body.ToString());
        Assert.That((await carol.ReadJsonAsync("/api/registry/opening")).Text("registry_root"), Is.EqualTo(added.Text("root")));
    }

    [Test]
    public async Task SecondPublisher_IsRefused_AndTheFirstGoesOn()
    {
        using var second = ProofServers.BeginPublisher("http://127.0.0.1:0", Registry);

        Assert.That(await second.ExitAsync(), Is.EqualTo(1));
        Assert.That(second.Output, Does.Contain("Another process writes to this registry, and only one may.").And.Contain("Registry:Publisher"));
        using var adding = ProofServers.ClientOf(_one, "paula", "publisher");
        Assert.That((await adding.PostJsonAsync("/api/registry/attestations", Attestation("0x2b5ad5c4795c026514f8317c7a215e218dccd6cf"))).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task PublisherThatIsAServerThatForwards_IsNamed()
    {
        await using var confused = await StartServerAsync($"--Registry:Publisher={_one.Urls.First()}");
        using var adding = ProofServers.ClientOf(confused, "paula", "publisher");

        var answer = await adding.PostJsonAsync("/api/registry/attestations", Attestation("0x2b5ad5c4795c026514f8317c7a215e218dccd6cf"));

        Assert.That((answer.Status, answer.Text("errorType")), Is.EqualTo((503, "NotThePublisher")), answer.Body.ToString());
    }

    [Test]
    public async Task PublisherWithAnotherSigningKey_IsNamed()
    {
        await using var confused = await StartServerAsync("--Auth:SigningKey=another-key-of-tests-0123456789abcdef0123456789abcdef");
        using var adding = ProofServers.ClientOf(confused, "paula", "publisher");

        var answer = await adding.PostJsonAsync("/api/registry/attestations", Attestation("0x2b5ad5c4795c026514f8317c7a215e218dccd6cf"));

        Assert.That((answer.Status, answer.Text("errorType")), Is.EqualTo((503, "PublisherRefuses")), answer.Body.ToString());
    }

    [Test]
    public async Task PublisherOfAnotherRegistry_IsNamed()
    {
        string[] another = [$"--Registry:Folder={At("another")}", $"--Registry:KeyFile={At("another.key")}", "--Registry:Postgres="];
        using (var first = ProofServers.BeginPublisher("http://127.0.0.1:0", another)) await first.LineAsync("READY");
        await using var confused = await StartServerAsync(another);
        using var adding = ProofServers.ClientOf(confused, "paula", "publisher");

        var answer = await adding.PostJsonAsync("/api/registry/attestations", Attestation("0x2b5ad5c4795c026514f8317c7a215e218dccd6cf"));

        Assert.That((answer.Status, answer.Text("errorType")), Is.EqualTo((503, "AnotherRegistry")), answer.Body.ToString());
    }

    [Test]
    public void ServerWithoutARegistryYet_DoesNotStart()
    {
        string[] missing = [$"--Registry:Folder={At("missing")}", $"--Registry:KeyFile={At("missing.key")}", "--Registry:Postgres="];

        Assert.That(() => StartServerAsync(missing), Throws.InvalidOperationException.With.Message.Contains("Start the publisher first."));
    }

    [TestCase("--Registry:Publisher=http://10.0.0.1:5081", "https outside of the loopback")]
    [TestCase("--Registry:Publisher=somewhere", "http://HOST:PORT")]
    [TestCase("--Auth:SigningKey=", "the same key")]
    [TestCase("--Registry:KeyFile=", "Registry:KeyFile is missing")]
    [TestCase("--Registry:Folder=both", "are both set")]
    public void Options_ThatCannotBe_AreNamed(string setting, string problem)
    {
        string[] postgres = ["--Registry:Folder=", "--Registry:Postgres=Host=127.0.0.1", "--Registry:KeyFile=key"];

        Assert.That(() => StartServerAsync([.. postgres, setting]), Throws.TypeOf<OptionsValidationException>().With.Message.Contains(problem));
    }

    private async Task StartPublisherAsync()
    {
        _publishers.Add(ProofServers.BeginPublisher(_address, Registry));
        await _publishers[^1].LineAsync("READY");
    }

    private string[] Registry => isPostgres
        ? [$"--Registry:Postgres={_postgres!.ConnectionTo("postgres")}", $"--Registry:KeyFile={At("registry.key")}"]
        : [$"--Registry:Folder={At("registry")}", $"--Registry:KeyFile={At("registry.key")}"];

    private string At(string name) => Path.Combine(_world.Folder, name);

    /// <summary>A user without attestations yet.</summary>
    private string NextUser() => string.Create(CultureInfo.InvariantCulture, $"user-{Interlocked.Increment(ref _subjects)}");

    private Task<WebApplication> StartServerAsync(params string[] settings) =>
        ProofServers.StartAsync(_world, [.. Registry, $"--Registry:Publisher={_address}", .. settings]);

    private static string Attestation(string subject) => JsonSerializer.Serialize(new
    {
        subject,
        attestations = new[]
        {
            new
            {
                source = Attester, target = subject, weight = 0.7, attestation_type = "skill", created_at = 1767225600,
                opinion = new { belief = 0.71, disbelief = 0.12, uncertainty = 0.17, base_rate = 0.3 },
            },
        },
    });
}
