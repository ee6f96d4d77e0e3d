using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Tests.ConstraintSystems;
using Shadowgraph.Proofs.Tests.Interop;
using static Shadowgraph.Proofs.Tests.Groth16.Groth16CliProcess;

namespace Shadowgraph.Proofs.Tests.Groth16;

[Parallelizable]
public class Groth16CliTests
{
    private static readonly CircomFixture Circom = CircomFixture.Get("edges");
    private string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("groth16-cli-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Prove_CircomFiles_WritesProofThatVerifyAccepts()
    {
        Succeed("prove", Circom.ProvingKey, Circom.Witness, At("proof.json"), At("public.json"));

        var verified = Succeed("verify", Circom.VerificationKey, At("public.json"), At("proof.json"));
        Assert.That(verified.Output, Does.Contain("valid"));
        Assert.That(JsonNode.DeepEquals(Json(At("public.json")), Json(Circom.PublicSignals)));
        Assert.That(Directory.GetFiles(_folder), Has.Length.EqualTo(2), "temporary files were left");
    }

    [Test]
    public void Prove_ThousandsOfConstraints_WritesProofThatThisProcessAccepts()
    {
        var system = LambdaCircuit.Compile(builder =>
        {
            var power = builder.PrivateInput("base");
            for (var i = 0; i < 3000; i++) power = builder.Multiply(power, power + i);
            builder.PublicOutput("result", power);
        });
        using var inputs = new CircuitInputs { ["base"] = 3 };
        using var witness = system.Solve(inputs);
        using (var file = File.Create(At("chain.r1cs"))) system.R1cs.Write(file);
        using (var file = File.Create(At("chain.wtns"))) witness.Write(file);

        Succeed("setup", At("chain.r1cs"), At("chain.zkey"));
        Succeed("prove", At("chain.zkey"), At("chain.wtns"), At("proof.json"), At("public.json"));

        var verifier = new Groth16Verifier(ProvingKey.Load(At("chain.zkey")).VerifyingKey);
        var signals = PublicSignals.FromJson(File.ReadAllBytes(At("public.json")));
        Assert.That(signals, Is.EqualTo(witness.PublicSignals(system.R1cs)));
        Assert.That(verifier.Verify(Groth16Proof.FromJson(File.ReadAllBytes(At("proof.json"))), signals));
    }

    [Test]
    public void Prove_PublishedWithReadyToRun_CompilesNoKernelAtRunTime()
    {
        if (!IsReadyToRun) Assert.Ignore("GROTH16_CLI names no program that was published with ReadyToRun.");

        var proved = RunInShell(
            $"DOTNET_JitStdOutFile='{At("compiled.txt")}' DOTNET_JitDisasmSummary=1 \"$@\"",
            "prove", Circom.ProvingKey, Circom.Witness, At("proof.json"), At("public.json"));

        Assert.That(proved.ExitCode, Is.Zero, proved.Errors);
        var compiled = File.ReadAllLines(At("compiled.txt"));
        Assert.That(compiled, Has.Some.Contains("JIT compiled System."), "the list of compiled methods");
        Assert.That(
            compiled.Where(method => Regex.IsMatch(method, @"JIT compiled Shadowgraph\.Proofs\.Bn254\.(Fields|Simd|MultiScalar|Ntt|Pairings)\.")),
            Is.Empty);

        // Mostly methods of .NET: each takes a process that proves once a tenth of a millisecond and more.
        Assert.That(compiled, Has.Length.LessThan(100));
    }

    [Test]
    public void Prove_AfterPrepare_UsesThePreparedFileAndSurvivesItsDamage()
    {
        File.Copy(Circom.ProvingKey, At("key.zkey"));

        var prepared = Succeed("prepare", At("key.zkey"));

        Assert.That(prepared.Output, Does.Contain("key.zkey.prepared"));
        var accessed = ProvingKey.Load(At("key.zkey"), new ProvingKeyReadOptions { Prepared = PreparedKeyUse.Map });
        Assert.That(accessed.IsPrepared, Is.True);
        ProveAndVerify();
        Assert.That(File.Exists(At("key.zkey.prepared")), Is.True);

        // The last page has points of H, which every proof uses.
        var bytes = File.ReadAllBytes(At("key.zkey.prepared"));
        bytes.AsSpan(bytes.Length - 4096).Fill(0x55);
        File.Delete(At("key.zkey.prepared"));
        File.WriteAllBytes(At("key.zkey.prepared"), bytes);
        ProveAndVerify();
        Assert.That(File.Exists(At("key.zkey.prepared")), Is.False, "the damaged file was used, and removed");

        void ProveAndVerify()
        {
            Succeed("prove", At("key.zkey"), Circom.Witness, At("proof.json"), At("public.json"));
            Succeed("verify", Circom.VerificationKey, At("public.json"), At("proof.json"));
        }
    }

    [Test]
    public void Prepare_WhatIsNoKey_SaysSo()
    {
        File.WriteAllText(At("key.zkey"), "zkey");

        Assert.That(Fail("prepare", At("key.zkey")).Errors, Does.Contain("key.zkey"));
        Assert.That(Fail("prepare", At("missing.zkey")).Errors, Does.Contain("missing.zkey"));
        Assert.That(Directory.GetFiles(_folder), Has.Length.EqualTo(1));
    }

    [Test]
    public void FourPathsWithoutVerb_ProveLikeRapidsnark()
    {
        Succeed(Circom.ProvingKey, Circom.Witness, At("proof.json"), At("public.json"));
        Succeed("verify", Circom.VerificationKey, At("public.json"), At("proof.json"));
    }

    [Test]
    public void Verify_ProofOfSnarkjs_IsAccepted() =>
        Succeed("verify", Circom.VerificationKey, Circom.PublicSignals, Circom.Proof);

    [Test]
    public void Verify_OtherSignals_IsRefusedWithExitCodeOne()
    {
        var signals = Json(Circom.PublicSignals).AsArray();
        signals[0] = "1";
        File.WriteAllText(At("public.json"), signals.ToJsonString());

        var refused = Fail("verify", Circom.VerificationKey, At("public.json"), Circom.Proof);
        Assert.That(refused.Errors, Does.Contain("not valid"));
        Assert.That(refused.Output, Is.Empty);
    }

    [Test]
    public void Verify_TooFewSignals_SaysHowManyAreNeeded()
    {
        File.WriteAllText(At("public.json"), "[\"1\"]");
        Assert.That(Fail("verify", Circom.VerificationKey, At("public.json"), Circom.Proof).Errors, Does.Contain("5 public signals"));
    }

    [Test]
    public void Prove_WitnessOfAnotherCircuit_FailsAndWritesNothing()
    {
        var failed = Fail("prove", Circom.ProvingKey, CircomFixture.Get("poseidon").Witness, At("proof.json"), At("public.json"));

        Assert.That(failed.Errors, Does.Contain("different circuits"));
        Assert.That(Directory.GetFiles(_folder), Is.Empty);
    }

    [Test]
    public void Prove_WitnessThatDoesNotSatisfy_FailsAndWritesNothing()
    {
        var witness = File.ReadAllBytes(Circom.Witness);
        witness[^32] ^= 1;
        File.WriteAllBytes(At("bad.wtns"), witness);

        var failed = Fail("prove", Circom.ProvingKey, At("bad.wtns"), At("proof.json"), At("public.json"));

        Assert.That(failed.Errors, Does.Contain("does not satisfy"));
        Assert.That(Directory.GetFiles(_folder), Has.Length.EqualTo(1));
    }

    [Test]
    public void Prove_InitialKeyOrDamagedFiles_FailWithAReason()
    {
        var zkey = File.ReadAllBytes(Circom.ProvingKey);
        File.WriteAllBytes(At("short.zkey"), zkey[..(zkey.Length / 2)]);
        File.WriteAllText(At("text.zkey"), "not a key");
        foreach (var key in new[] { Circom.InitialProvingKey, At("short.zkey"), At("text.zkey"), At("missing.zkey"), _folder })
            Fail("prove", key, Circom.Witness, At("proof.json"), At("public.json"));
        Assert.That(File.Exists(At("proof.json")), Is.False);
    }

    [Test]
    public void Prove_FolderOfOutputMissing_FailsAndNamesIt() =>
        Assert.That(
            Fail("prove", Circom.ProvingKey, Circom.Witness, At("none/proof.json"), At("public.json")).Errors,
            Does.Contain("none/proof.json"));

    [Test]
    public void Setup_CircomConstraints_MakesADevelopmentKeyThatProves()
    {
        var setup = Succeed("setup", Circom.R1cs, At("key.zkey"));
        Assert.That(setup.Errors, Does.Contain("DEVELOPMENT"));

        Succeed("prove", At("key.zkey"), Circom.Witness, At("proof.json"), At("public.json"));
        Succeed("export-vkey", At("key.zkey"), At("vkey.json"));
        Assert.That(Succeed("verify", At("vkey.json"), At("public.json"), At("proof.json")).Errors, Does.Contain("DEVELOPMENT"));
        Assert.That(Succeed("inspect", At("key.zkey")).Output, Does.Contain("DEVELOPMENT"));
        Assert.That(Succeed("export-verifier", At("key.zkey"), At("Verifier.sol")).Errors, Does.Contain("DEVELOPMENT"));
        Assert.That(File.ReadAllText(At("Verifier.sol")), Does.Contain("contract"));
    }

    [Test]
    public void ExportVerificationKey_CeremonyKey_EqualsThatOfSnarkjs()
    {
        var exported = Succeed("export-vkey", Circom.ProvingKey, At("vkey.json"));

        Assert.That(exported.Errors, Is.Empty);
        var (ours, theirs) = (Json(At("vkey.json")).AsObject(), Json(Circom.VerificationKey).AsObject());
        foreach (var (name, value) in theirs)
            Assert.That(JsonNode.DeepEquals(ours[name], value), name);
    }

    [Test]
    public void Inspect_CeremonyKey_ListsContributions()
    {
        var inspected = Succeed("inspect", Circom.ProvingKey);
        Assert.That(inspected.Output, Does.Contain("27").And.Contain("32").And.Contain("second").And.Contain("beacon"));
        Assert.That(inspected.Output, Does.Not.Contain("DEVELOPMENT"));
    }

    [Test]
    public void Bench_TwoRuns_PrintsOneLineOfJson()
    {
        var bench = Succeed("bench", Circom.ProvingKey, Circom.Witness, "--runs", "2", "--threads", "1", "--warm-up", "1");

        Assert.That(bench.Output.TrimEnd('\n').Split('\n'), Has.Length.EqualTo(1));
        using var line = JsonDocument.Parse(bench.Output);
        string[] names = ["key_load_ms", "first_prove_ms", "prove_med_ms", "prove_min_ms", "verify_med_ms", "peak_rss_mb"];
        Assert.That(line.RootElement.EnumerateObject().Select(property => property.Name), Is.EqualTo(names));
        Assert.That(line.RootElement.EnumerateObject().Select(property => property.Value.GetDouble()), Is.All.Positive);
    }

    [Test]
    public void Bench_WithStages_AddsTheTimeOfEach()
    {
        var bench = Succeed("bench", Circom.ProvingKey, Circom.Witness, "--runs", "1", "--stages", "2", "--warm-up", "1");

        using var line = JsonDocument.Parse(bench.Output);
        var stages = line.RootElement.GetProperty("one_thread_stages_ms").EnumerateObject().ToArray();
        string[] names = ["A", "B", "C", "H", "blinding", "check", "rows", "transforms", "witness"];
        Assert.That(stages.Select(stage => stage.Name).Order(StringComparer.Ordinal), Is.EqualTo(names));
        Assert.That(stages.Select(stage => stage.Value.GetDouble()), Is.All.GreaterThanOrEqualTo(0));
    }

    [TestCase("")]
    [TestCase("frobnicate")]
    [TestCase("prove a b c")]
    [TestCase("verify a b")]
    [TestCase("bench a b --runs")]
    [TestCase("bench a b --runs -3")]
    [TestCase("bench a b --speed 9")]
    [TestCase("prove a b c d --runs 3")]
    public void UnknownCommandLine_FailsWithUsage(string line)
    {
        var failed = Fail(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.That(failed.Errors, Does.Contain("groth16 prove <zkey>"));
    }

    [Test]
    public void Help_IsSuccess() => Assert.That(Succeed("--help").Output, Does.Contain("groth16 prove <zkey>"));

    private static JsonNode Json(string path) => JsonNode.Parse(File.ReadAllText(path))!;

    private string At(string name) => Path.Combine(_folder, name);
}
