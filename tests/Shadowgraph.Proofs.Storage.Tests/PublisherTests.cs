using System.Text;
using System.Xml.Linq;
using static Shadowgraph.Proofs.Tests.Storage.Samples;

namespace Shadowgraph.Proofs.Tests.Storage;

public sealed class PublisherTests
{
    private PublisherProcess _publisher = null!;

    [SetUp]
    public void SetUp() => _publisher = new();

    [TearDown]
    public void TearDown() => _publisher.Dispose();

    [Test]
    public async Task Import_ThenEverythingElse_AnswersFromTheSameRegistry()
    {
        var array = _publisher.Write("some.json", Json(About(1)));
        var lines = _publisher.Write("more.jsonl", string.Join('\n', About(2).Concat(About(3)).Select(attestation => Json([attestation])[1..^1])));

        var imported = await _publisher.RunAsync("import", array, lines);

        Assert.That(imported.Good(), Does.Contain("of 3 new and 0 known subjects"));
        var key = Directory.GetFiles(_publisher.KeyFolder).Single();
        Assert.That(imported.Errors, Does.Contain(key).And.Contain("Publishing: done"));
        if (!OperatingSystem.IsWindows()) Assert.That(File.GetUnixFileMode(key), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(Path.GetFullPath(key), Does.Not.StartWith(_publisher.Registry));

        var root = (await _publisher.RunAsync("root")).Good().Trim();
        Assert.That(imported.Output, Does.Contain(root));
        Assert.That((await _publisher.RunAsync("root", "--history")).Good(), Does.StartWith("1\t").And.Contain(root));
        var opening = RegistryOpening.FromJson(Encoding.UTF8.GetBytes((await _publisher.RunAsync("open", Account(2).ToString())).Good()));
        Assert.That(opening.Root.ToString(), Is.EqualTo(root));
        Assert.That((await _publisher.RunAsync("verify")).Good(), Does.Contain("all 3 subjects").And.Contain(root));
        Assert.That((await _publisher.RunAsync("stats")).Good(), Does.Contain("subjects          3").And.Contain(root));
        Assert.That((await _publisher.RunAsync("graph", Account(2).ToString())).Good(), Does.Contain("─ 0x").And.Contain("trust"));
    }

    [Test]
    public async Task Export_ImportedElsewhere_IsTheSameEvidence()
    {
        var file = _publisher.Write("some.json", Json([.. About(1), .. About(2), .. About(3)]));
        (await _publisher.RunAsync("import", file)).Good();
        (await _publisher.RunAsync("export", "--out", "export.jsonl")).Good();
        var exported = await File.ReadAllTextAsync(Path.Combine(_publisher.Folder, "export.jsonl"));

        (await _publisher.RunBareAsync("import", "export.jsonl", "--registry", "second")).Good();

        Assert.That((await _publisher.RunBareAsync("export", "--registry", "second")).Good(), Is.EqualTo(exported));
        var bundle = AttestationBundle.From(Account(2), About(2));
        var opening = RegistryOpening.FromJson(Encoding.UTF8.GetBytes((await _publisher.RunBareAsync("open", Account(2).ToString(), "--registry", "second")).Good()));
        Assert.That(opening.Bundle.Hash, Is.EqualTo(bundle.Hash));
    }

    [Test]
    public async Task Import_WithABadRecord_SaysWhere_AndPublishesNothing()
    {
        (await _publisher.RunAsync("import", _publisher.Write("good.json", Json(About(1))))).Good();
        var root = (await _publisher.RunAsync("root")).Good();
        var bad = _publisher.Write("bad.json", Json([.. About(2), .. About(3)]).Replace("\"uncertainty\":0.1", "\"uncertainty\":0.2", StringComparison.Ordinal));

        var answer = await _publisher.RunAsync("import", bad);

        Assert.That(answer.Code, Is.EqualTo(1));
        Assert.That(answer.Errors, Does.Contain("bad.json").And.Contain("Record 1, line 1: opinion"));
        Assert.That((await _publisher.RunAsync("root")).Good(), Is.EqualTo(root));
    }

    [Test]
    public async Task Import_WithoutTheKey_OrWithOneThatOthersRead_IsRefused()
    {
        var file = _publisher.Write("some.json", Json(About(1)));
        (await _publisher.RunAsync("import", file)).Good();
        var key = Directory.GetFiles(_publisher.KeyFolder).Single();

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.OtherRead);
            Assert.That((await _publisher.RunAsync("root")).Errors, Does.Contain("chmod 600"));
        }

        File.Delete(key);
        foreach (var command in (string[][])[["root"], ["import", file]])
        {
            var answer = await _publisher.RunAsync(command);
            Assert.That(answer.Code, Is.EqualTo(1));
            Assert.That(answer.Errors, Does.Contain("is missing").And.Contain("--key FILE"));
        }

        Assert.That(File.Exists(key), Is.False, "A second key would open nothing.");
        Assert.That(
            (await _publisher.RunAsync("import", file, "--key", Path.Combine(_publisher.Registry, "key"))).Errors, Does.Contain("in the registry's folder"));
    }

    [TestCase(2, "the command is missing")]
    [TestCase(2, "no command 'frob'", "frob")]
    [TestCase(2, "no option '--frob'", "root", "--frob", "1", "--registry", "r")]
    [TestCase(2, "--registry DIR", "root")]
    [TestCase(2, "takes SUBJECT", "open", "--registry", "r")]
    [TestCase(2, "is no subject", "open", "0x12", "--registry", "r")]
    [TestCase(2, "--most takes", "graph", "0x2b5ad5c4795c026514f8317c7a215e218dccd6cf", "--registry", "r", "--most", "0")]
    [TestCase(2, "--as-of takes", "prove", "0x2b5ad5c4795c026514f8317c7a215e218dccd6cf", "--registry", "r", "--as-of", "2999-01-01")]
    [TestCase(1, "no registry", "root", "--registry", "r")]
    [TestCase(1, "missing", "import", "nowhere.json", "--registry", "r")]
    public async Task CommandLine_ThatCanNotBe_SaysWhy(int code, string message, params string[] arguments)
    {
        var answer = await _publisher.RunBareAsync(arguments);

        Assert.That(answer.Code, Is.EqualTo(code), answer.Errors);
        Assert.That(answer.Errors, Does.Contain(message));
        Assert.That(answer.Output, Is.Empty);
    }

    [Test]
    public async Task Graph_AsSvg_IsWellFormed_AndShowsTheSubjectAndItsAttesters()
    {
        (await _publisher.RunAsync("import-keyring", _publisher.Write("listing.txt", Listing))).Good();

        (await _publisher.RunAsync("graph", Fingerprint('a'), "--svg", "web.svg", "--as-of", "2020-01-01")).Good();

        var svg = XDocument.Load(Path.Combine(_publisher.Folder, "web.svg"));
        var titles = svg.Descendants().Where(element => element.Name.LocalName == "title").Select(title => title.Value).ToArray();
        Assert.That(titles, Has.Some.Contains(Fingerprint('a')).And.Some.Contains(Fingerprint('b')).And.Some.Contains(Fingerprint('c')));
        Assert.That(svg.Descendants().Count(element => element.Name.LocalName == "line"), Is.EqualTo(4), "Two of the subject, one by it, and one between its attesters.");
    }

    [Test]
    public async Task ImportKeyring_OfAListing_TakesWhatCertifies_AndNothingOfTheOwners()
    {
        var answer = await _publisher.RunAsync("import-keyring", _publisher.Write("listing.txt", Listing));

        Assert.That(answer.Good(), Does.Contain("Published 4 attestations of 2 new"));
        Assert.That(answer.Errors, Does.Contain("4 keys, 4 signatures between them; left out: 1 of keys that are not in the keyring, 2 revoked"));
        Assert.That(answer.Output + answer.Errors, Does.Not.Contain("example.org"));
        var opening = RegistryOpening.FromJson(Encoding.UTF8.GetBytes((await _publisher.RunAsync("open", Fingerprint('a'))).Good()));
        var (b, c) = (opening.Attestations[0], opening.Attestations[1]);
        Assert.That(b.Context.Attester.ToString(), Is.EqualTo(Fingerprint('b')));
        Assert.That(b.Context.CreatedAt, Is.EqualTo(1_400_000_300), "The later of two.");
        Assert.That(b.Evidence.Expiry, Is.EqualTo(1_700_000_000), "The signed key ends before the signature.");
        Assert.That((b.Evidence.R, c.Evidence.R), Is.EqualTo((8UL << 20, 4UL << 20)));
    }

    /// <summary>Proves for a key of a real keyring, where Debian's is unpacked; its path is in DEBIAN_KEYRING.</summary>
    [Test]
    [Category("Long")]
    public async Task ImportKeyring_OfDebian_ProvesForTheBestConnectedKey()
    {
        if (Environment.GetEnvironmentVariable("DEBIAN_KEYRING") is not { } keyring)
        {
            Assert.Ignore("DEBIAN_KEYRING does not say where debian-keyring.gpg is. Unpack Debian's package debian-keyring.");
            return;
        }

        (await _publisher.RunAsync("import-keyring", keyring)).Good();
        var stats = (await _publisher.RunAsync("stats")).Good();
        var best = stats.Split('\n').Single(line => line.StartsWith("best connected", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1];

        var answer = await _publisher.RunAsync("prove", best, "--as-of", "2022-12-24");

        Assert.That(answer.Good(), Does.StartWith("Proved and verified"));
    }

    private static string Json(Attestation[] attestations) => Encoding.UTF8.GetString(AttestationJson.Write(attestations));

    private static string Fingerprint(char key) => "0x" + new string(key, 40);

    /// <summary>Four keys: b and c signed a, b signed c, a signed c; some signatures that do not count.</summary>
    private static string Listing
    {
        get
        {
            static string Key(char key, string expires = "") =>
                $"pub:-:4096:1:{Id(key)}:1300000000:{expires}::-:::scESC::::::23::0:\nfpr:::::::::{new string(char.ToUpperInvariant(key), 40)}:\n"
                + $"uid:-::::1300000000::0123::Somebody <{key}@example.org>::::::::::0:\n{Signature(key, key, 1_300_000_000, "13x")}";
            static string Id(char key) => new(char.ToUpperInvariant(key), 16);
            static string Signature(char _, char by, long at, string kind, string expires = "", string record = "sig") =>
                $"{record}:::1:{Id(by)}:{at}:{expires}:::Somebody <{by}@example.org>:{kind}::::::8:\n";
            return "tru::1:1600000000:0:3:1:5\n"
                + Key('a', "1700000000") + Signature('a', 'b', 1_400_000_000, "10x") + Signature('a', 'b', 1_400_000_300, "13x", "1900000000")
                + Signature('a', 'c', 1_400_000_100, "10x") + Signature('a', '9', 1_400_000_100, "10x")
                + Signature('a', 'd', 1_400_000_100, "10x") + Signature('a', 'd', 1_400_000_200, "30x", record: "rev")
                + "sub:-:4096:1:1111111111111111:1300000000::::::e::::::23:\nfpr:::::::::1111111111111111111111111111111111111111:\n"
                + Signature('a', 'a', 1_300_000_000, "18x")
                + Key('b') + Key('c') + Signature('c', 'b', 1_400_000_100, "12x") + Signature('c', 'a', 1_400_000_100, "11x")
                + Key('d');
        }
    }
}
