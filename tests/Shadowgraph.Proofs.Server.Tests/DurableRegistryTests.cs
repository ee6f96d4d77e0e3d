using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>The durable registry of the server: restarts, folders of Publisher, and keyrings beside the made-up community.</summary>
[TestFixture]
public sealed class DurableRegistryTests
{
    private const string Wallet = "0x6813eb9362372eef6200f3b1dbc3f819671cba69";

    private TestFolder _folder = null!;

    [SetUp]
    public void Start() => _folder = new TestFolder();

    [TearDown]
    public void Stop() => _folder.Dispose();

    [Test]
    public async Task Server_KilledAndStartedAgain_HasTheSameRootAndOpenings()
    {
        string[] settings = [.. _folder.Registry, "--Server:DemonstrationSubjects=30"];
        string root, opening, alice;
        await using (var first = await ServerProcess.StartAsync(_folder.Path, settings))
        {
            alice = first.Tokens[0];
            var account = JsonDocument.Parse(await first.GetAsync("/api/me", alice)).RootElement.GetProperty("account").GetString()!;
            await first.PostAsync("/api/registry/attestations", alice, Attestation(account, "0x1eff47bc3a10a45d4b230b5d10e37751fe6aa718"));
            root = await first.GetAsync("/api/registry/root", null);
            opening = await first.GetAsync("/api/registry/opening", alice);
            await first.KillAsync();
        }

        await using var second = await ServerProcess.StartAsync(_folder.Path, settings);

        Assert.That(opening, Does.Contain("0x1eff47bc3a10a45d4b230b5d10e37751fe6aa718").And.Contain(JsonDocument.Parse(root).RootElement.GetProperty("root").GetString()));
        Assert.That(await second.GetAsync("/api/registry/root", null), Is.EqualTo(root));
        Assert.That(await second.GetAsync("/api/registry/opening", alice), Is.EqualTo(opening));
    }

    [Test]
    public async Task Proof_MadeBeforeARestart_VerifiesAfterIt_AndAHiddenSubjectProvesOn()
    {
        string proof, secret;
        await using (var first = await ServerUnderTest.StartAsync(_folder.Registry))
        {
            var made = await first.PostAsync("/api/proof/generate", first.Token("alice"), $$"""{"proofType":"exact","recipient":"{{Wallet}}"}""");
            proof = made.Json.GetProperty("proof").GetRawText();
            secret = (await first.PostAsync("/api/registry/identity", first.Token("alice"), null))["identitySecret"]!;
        }

        await using var second = await ServerUnderTest.StartAsync(_folder.Registry);
        var verified = await second.PostAsync(
            "/api/proof/verify", second.Token("bob"), $$"""{"proof":{{proof}},"expectation":{"recipient":"{{Wallet}}","requireExactScore":true} }""");
        var anonymous = await second.PostAsync(
            "/api/proof/generate", second.Token("alice"), $$"""{"proofType":"anonymous","recipient":"{{Wallet}}","identitySecret":"{{secret}}"}""");

        Assert.That(verified["isValid"], Is.EqualTo("True"), verified.Body);
        Assert.That(anonymous.Status, Is.EqualTo(200), anonymous.Body);
    }

    [Test]
    public async Task Identity_AskedForAgain_TakesThePlaceOfTheOneBefore()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var before = (await server.GetAsync("/health", null))["subjects"];
        var first = await server.PostAsync("/api/registry/identity", server.Token("alice"), null);
        var second = await server.PostAsync("/api/registry/identity", server.Token("alice"), null);

        var old = await server.PostAsync(
            "/api/proof/generate", server.Token("alice"), $$"""{"proofType":"anonymous","recipient":"{{Wallet}}","identitySecret":"{{first["identitySecret"]}}"}""");

        Assert.That((old.Status, old["path"]), Is.EqualTo((400, "$.identitySecret")), "Two at a time could claim twice.");
        Assert.That(second["root"], Is.Not.EqualTo(first["root"]));
        Assert.That((await server.GetAsync("/health", null))["subjects"], Is.EqualTo($"{int.Parse(before!, CultureInfo.InvariantCulture) + 1}"));
    }

    [Test]
    public async Task Attestations_AddedAfterARestart_StandBesideThoseBefore()
    {
        var account = "";
        await using (var first = await ServerUnderTest.StartAsync(_folder.Registry))
        {
            account = (await first.GetAsync("/api/me", first.Token("carol")))["account"]!;
            await first.PostAsync("/api/registry/attestations", first.Token("p", "publisher"), Attestation(account, "0x1eff47bc3a10a45d4b230b5d10e37751fe6aa718"));
        }

        await using var second = await ServerUnderTest.StartAsync(_folder.Registry);
        var before = (await second.GetAsync("/api/registry/opening", second.Token("carol"))).Json.GetProperty("attestations")[0].GetRawText();
        await second.PostAsync("/api/registry/attestations", second.Token("p", "publisher"), Attestation(account, "0x2b5ad5c4795c026514f8317c7a215e218dccd6cf"));
        var after = (await second.GetAsync("/api/registry/opening", second.Token("carol"))).Json.GetProperty("attestations");

        Assert.That(after.GetArrayLength(), Is.EqualTo(2));
        Assert.That(after[0].GetRawText(), Is.EqualTo(before), "To the same evidence.");
    }

    [Test]
    public async Task Folder_OfPublisher_WithAKeyring_IsServed_BesideTheCommunity()
    {
        var imported = await SampleProcess.RunAsync(
            "Publisher", _folder.Path, new Dictionary<string, string>(), "import-keyring", _folder.Write("listing.txt", Keyring()), "--registry", _folder.At("registry"),
            "--key", _folder.At("registry.key"));
        Assert.That(imported.Code, Is.Zero, imported.Errors);

        await using var server = await ServerProcess.StartAsync(_folder.Path, [.. _folder.Registry, "--Server:DemonstrationSubjects=30"]);
        var key = JsonDocument.Parse(await server.GetAsync("/api/registry/web", server.Tokens[2])).RootElement;
        var proved = JsonDocument.Parse(await server.PostAsync(
            "/api/proof/generate", server.Tokens[2], $$"""{"proofType":"threshold","bounds":{"minimum":1},"recipient":"{{Wallet}}"}""")).RootElement;

        Assert.That(server.Greeting, Does.Contain($"{Fingerprint('a')}, with 3 attestations that have not expired"));
        Assert.That(key.GetProperty("account").GetString(), Is.EqualTo(Fingerprint('a')));
        Assert.That(
            key.GetProperty("edges").EnumerateArray()
                .Where(edge => edge.GetProperty("target").GetString() == Fingerprint('a'))
                .Select(edge => edge.GetProperty("source").GetString()),
            Is.EquivalentTo(new[] { Fingerprint('b'), Fingerprint('c'), Fingerprint('d') }));
        Assert.That(proved.GetProperty("state").GetString(), Is.EqualTo("Completed"), $"{proved}");
        Assert.That(await server.GetAsync("/api/registry/web", server.Tokens[0]), Does.Contain("edges"));
    }

    [Test]
    public async Task Folder_ThatAnotherServerPublishesIn_IsRefused()
    {
        await using var first = await ServerUnderTest.StartAsync(_folder.Registry);

        Assert.That(
            () => ServerUnderTest.StartAsync(_folder.Registry),
            Throws.TypeOf<RegistryStoreException>().With.Property(nameof(RegistryStoreException.Kind)).EqualTo(RegistryStoreErrorKind.InUse));
    }

    [Test]
    public async Task Folder_WhoseKeyIsMissing_IsRefused_AndNamesTheSetting()
    {
        await using (await ServerUnderTest.StartAsync(_folder.Registry))
        {
        }

        File.Delete(_folder.At("registry.key"));

        Assert.That(() => ServerUnderTest.StartAsync(_folder.Registry), Throws.InvalidOperationException.With.Message.Contains("Registry:KeyFile"));
    }

    [Test]
    public async Task Registry_InMemory_OutsideOfDevelopment_EndsTheStart_WithTheReason()
    {
        var (code, _, errors) = await SampleProcess.RunAsync(
            "ProofServer", _folder.Path, new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production" },
            "--Urls=http://127.0.0.1:0", $"--Auth:SigningKey={ServerUnderTest.SigningKey}");

        Assert.That((code, errors), Is.EqualTo((1, "Registry:Folder is missing: outside of Development a registry has to outlive the process. Name a folder on a local disk.\n")));
    }

    [Test]
    public void KeyFile_WithoutAFolder_IsRefused() => Assert.That(
        () => ServerUnderTest.StartAsync(["--Registry:KeyFile=key"]),
        Throws.TypeOf<OptionsValidationException>().With.Message.Contains("Registry:Folder"));

    private static string Fingerprint(char key) => "0x" + new string(key, 40);

    /// <summary>Four keys without expiry: a is signed by b, c and d, b by c.</summary>
    private static string Keyring()
    {
        var text = "tru::1:1600000000:0:3:1:5\n";
        foreach (var (key, signers) in new[] { ('a', "bcd"), ('b', "c"), ('c', ""), ('d', "") })
        {
            text += $"pub:-:4096:1:{Id(key)}:1300000000:::-:::scESC::::::23::0:\nfpr:::::::::{new string(char.ToUpperInvariant(key), 40)}:\n"
                + $"uid:-::::1300000000::0123::Somebody <{key}@example.org>::::::::::0:\n";
            foreach (var signer in signers) text += $"sig:::1:{Id(signer)}:1400000000::::Somebody <{signer}@example.org>:13x::::::8:\n";
        }

        return text;
        static string Id(char key) => new(char.ToUpperInvariant(key), 16);
    }

    private static string Attestation(string subject, string source) => JsonSerializer.Serialize(new
    {
        subject,
        attestations = new[]
        {
            new
            {
                source, target = subject, weight = 0.7, attestation_type = "skill", created_at = 1767225600,
                opinion = new { belief = 0.71, disbelief = 0.12, uncertainty = 0.17, base_rate = 0.3 },
            },
        },
    });
}
