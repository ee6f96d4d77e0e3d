using System.Globalization;
using System.Text.Json.Nodes;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Setup;
using Shadowgraph.Proofs.Tests.ConstraintSystems;
using Shadowgraph.Proofs.Tests.Interop;
using static Shadowgraph.Proofs.Tests.Groth16.Groth16CliProcess;

namespace Shadowgraph.Proofs.Tests.Groth16;

/// <summary>What the command line program shows of a key, and writes from it.</summary>
[TestFixture]
[Parallelizable]
public sealed class Groth16CliInspectTests
{
    private static readonly CircomFixture Circom = CircomFixture.Get("multiplier");
    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("groth16-inspect-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Inspect_KeyThatIsRefused_ShowsItThenRefuses()
    {
        var facts = ProvingKey.Inspect(new MemoryStream(File.ReadAllBytes(Circom.InitialProvingKey)));

        var shown = Fail("inspect", Circom.InitialProvingKey);

        Assert.That(shown.Output, Does.Contain("participants: 0").And.Contain(facts.Sha256).And.Contain(facts.VerifyingKeyHash));
        Assert.That(shown.Output, Does.Contain($"domain size      {facts.DomainSize}"));
        Assert.That(shown.Errors, Does.Contain("refused").And.Contain("has no contribution"));
    }

    [Test]
    public void Inspect_KeyOfABeaconAlone_HasNoParticipants()
    {
        var shown = Fail("inspect", Circom.BeaconProvingKey);

        Assert.That(shown.Output, Does.Contain("participants: 0, beacons: 1"));
        Assert.That(shown.Errors, Does.Contain("beacon"));
    }

    [Test]
    public void ExportVerificationKey_KeyThatIsRefused_WritesItThenRefuses()
    {
        var exported = Fail("export-vkey", Circom.InitialProvingKey, At("vkey.json"));

        Assert.That(exported.Errors, Does.Contain("must not be used").And.Contain("has no contribution"));
        var (ours, theirs) = (Json(At("vkey.json")), Json(Circom.VerificationKey));
        Assert.That(JsonNode.DeepEquals(ours["vk_alpha_1"], theirs["vk_alpha_1"]));
        Assert.That(JsonNode.DeepEquals(ours["vk_delta_2"], ours["vk_gamma_2"]));
    }

    [Test]
    public void ExportVerifier_KeyThatIsRefused_WritesNothing()
    {
        Fail("export-verifier", Circom.InitialProvingKey, At("Verifier.sol"));

        Assert.That(Directory.GetFiles(_folder), Is.Empty);
    }

    [Test]
    public void Inspect_ThousandsOfContributions_AreSummedUpUnlessAllAreAskedFor()
    {
        string[] names = [.. Enumerable.Range(1, 4_321).Select(number => $"contributor {number.ToString(CultureInfo.InvariantCulture)}.")];
        File.WriteAllBytes(At("many.zkey"), ManyContributions.Of(names));

        var summed = Succeed("inspect", At("many.zkey")).Output;
        var all = Succeed("inspect", At("many.zkey"), "--all").Output;

        Assert.That(summed, Does.Contain("participants: 4321").And.Contain("contributor 1.").And.Contain("contributor 4321."));
        Assert.That(summed, Does.Contain("4301 more; --all").And.Not.Contain("contributor 2000."));
        Assert.That(summed.Split('\n'), Has.Length.LessThan(40));
        Assert.That(names, Is.All.Matches<string>(name => all.Contains(name, StringComparison.Ordinal)));
        Assert.That(Fail("prove", At("many.zkey"), "a", "b", "c", "--all").Errors, Does.Contain("no option"));
    }

    [Test]
    public void ExportVerifier_MoreSignalsThanAContractHasRoomFor_Warns()
    {
        foreach (var count in new[] { 10, 300 })
        {
            var system = LambdaCircuit.Compile(builder =>
            {
                foreach (var input in builder.PublicInputs("x", count)) builder.Multiply(input, input);
            });
            Groth16Setup.CreateDevelopmentKey(system.R1cs).Save(At($"{count}.zkey"));
        }

        Assert.That(Succeed("export-verifier", At("10.zkey"), At("10.sol")).Errors, Does.Not.Contain("EIP-170"));
        Assert.That(Succeed("export-verifier", At("300.zkey"), At("300.sol")).Errors, Does.Contain("24576").And.Contain("EIP-170"));
        Assert.That(File.Exists(At("300.sol")));
    }

    private static JsonObject Json(string path) => JsonNode.Parse(File.ReadAllText(path))!.AsObject();

    private string At(string name) => Path.Combine(_folder, name);
}
