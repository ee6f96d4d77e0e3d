using System.Text.Json.Nodes;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Tests.Interop;
using static Shadowgraph.Proofs.Tests.Proving.ProvingWorld;

namespace Shadowgraph.Proofs.Tests.Proving;

/// <summary>
/// All sizes, and snarkjs's judgement of proofs of all sizes and types. Budget: 40 s, most of it for the large keys of a first run.
/// </summary>
[TestFixture]
public sealed class ReputationInteropTests
{
    private string _folder = "";

    [OneTimeSetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("reputation-").FullName;

    [OneTimeTearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task ProveAsync_WithTheMediumCircuit_Verifies() => await AssertProvedInOneLinkAsync(Long, CircuitSize.Medium);

    [Test]
    public async Task ProveAsync_WithTheLargeCircuit_Verifies() => await AssertProvedInOneLinkAsync(Popular, CircuitSize.Large);

    [Test]
    public async Task Snarkjs_AcceptsProofsOfAllSizesAndTypesAndNoOthers()
    {
        var score = People.Open(Named).Fuse(AsOf).ScoreMillionths;
        (string Name, ReputationProof Proof)[] proofs =
        [
            ("exact", (await SharedAsync(Named, ProofStatement.Exact())).Proof),
            ("threshold", (await SharedAsync(Named, ProofStatement.Threshold(score - 10_000))).Proof),
            ("range", (await SharedAsync(Named, ProofStatement.Range(score, score + 1))).Proof),
            ("membership", (await SharedAsync(Named, ProofStatement.SetMembership())).Proof),
            ("anonymous", (await SharedAsync(Hidden, ProofStatement.Threshold(100_000).Anonymously())).Proof),
            ("chain", await ChainAsync()),
            ("medium", (await SharedAsync(Long, ProofStatement.Exact(), CircuitSize.Medium)).Proof),
            ("large", (await SharedAsync(Popular, ProofStatement.Exact(), CircuitSize.Large)).Proof),
        ];
        var cases = new JsonArray();
        foreach (var (name, proof) in proofs)
        {
            var key = await KeyStore.GetAsync(proof.Size);
            for (var i = 0; i < proof.Links.Count; i++)
                cases.Add(Case($"{name} {i}", key.VerifyingKey, proof.Links[i].Proof, proof.Links[i].Signals));
        }

        var accepted = cases.Count;
        var forged = proofs[0].Proof.Links[0].Signals.ToArray();
        forged[ReputationSignals.MinScore] += Fr.One;
        forged[ReputationSignals.MaxScore] += Fr.One;
        var small = await KeyStore.GetAsync(CircuitSize.Small);
        cases.Add(Case("forged", small.VerifyingKey, proofs[0].Proof.Links[0].Proof, forged));

        var manifest = Path.Combine(_folder, "manifest.json");
        await File.WriteAllTextAsync(manifest, new JsonObject { ["cases"] = cases }.ToJsonString());
        var verdicts = NodeScript.Run("groth16.mjs", manifest)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!)
            .ToDictionary(verdict => (string)verdict["name"]!, verdict => (bool)verdict["accepts"]!);

        Assert.That(verdicts, Has.Count.EqualTo(accepted + 1));
        Assert.That(verdicts.Where(verdict => !verdict.Value).Select(verdict => verdict.Key), Is.EqualTo(new[] { "forged" }));
    }

    private static async Task AssertProvedInOneLinkAsync(EvmAddress subject, CircuitSize size)
    {
        var result = await SharedAsync(subject, ProofStatement.Exact(), size);

        var verification = (await VerifierAsync(size: size)).Verify(result.Proof, Expect() with { Subject = subject });

        Assert.That(verification.ToString(), Is.EqualTo("valid"));
        Assert.That((result.Proof.Size, result.Proof.Links.Count), Is.EqualTo((size, 1)));
        await TestContext.Out.WriteLineAsync($"{size}: {result.Timings}");
    }

    private JsonObject Case(string name, VerifyingKey key, Groth16Proof proof, ReadOnlySpan<Fr> signals) => new()
    {
        ["name"] = name,
        ["vkey"] = Write($"{key.Hash}.vkey.json", key.ToJson()),
        ["proof"] = Write($"{name}.proof.json", proof.ToJson()),
        ["public"] = Write($"{name}.public.json", PublicSignals.ToJson(signals)),
    };

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
