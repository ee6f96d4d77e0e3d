using System.Text.Json;
using System.Text.Json.Nodes;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Tests.Interop;
using static Shadowgraph.Proofs.Tests.Proving.ProvingWorld;

namespace Shadowgraph.Proofs.Tests.Proving;

/// <summary>The exported contract, compiled with solc and called on an EVM with proofs of the small circuit.</summary>
[TestFixture]
public sealed class ReputationContractTests
{
    [Test]
    public async Task Contract_TakesProofsOfOneLink_AndNoLastLinkByItself()
    {
        var key = (await KeyStore.GetAsync(CircuitSize.Small)).VerifyingKey;
        var single = (await SharedAsync(Named, ProofStatement.Exact())).Proof;
        var lastLink = new ReputationProof(CircuitSize.Small, single.VerificationKeyHash, [(await ChainAsync()).Links[^1]]);
        using var folder = new ScratchFolder();
        var (source, calls) = (folder.File("verifier.sol"), folder.File("calls.json"));
        var (proof, signals) = (folder.File("proof.json"), folder.File("public.json"));
        File.WriteAllText(source, ReputationContract.Export(key));
        File.WriteAllBytes(proof, single.Links[0].Proof.ToJson());
        File.WriteAllBytes(signals, PublicSignals.ToJson(single.Links[0].Signals));
        var plan = new JsonArray(new JsonObject
        {
            ["name"] = "ReputationVerifier",
            ["source"] = source,
            ["calls"] = JsonSerializer.SerializeToNode(new[] { Words(single), Words(lastLink) }),
            ["proof"] = proof,
            ["public"] = signals,
        });
        File.WriteAllText(calls, plan.ToJsonString());

        var answers = JsonNode.Parse(NodeScript.Run("solidity.mjs", calls))!["answers"]!.AsArray();

        Assert.That(answers.Select(answer => answer!.GetValue<bool>()), Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public async Task Export_TakesEightSignals()
    {
        var key = (await KeyStore.GetAsync(CircuitSize.Small)).VerifyingKey;

        var source = ReputationContract.Export(key, "Airdrop");

        Assert.That(source, Does.Contain("contract Airdrop {").And.Contain("uint256[8]").And.Contain("DEVELOPMENT KEY"));
    }

    [Test]
    public void Export_KeyOfAnotherCircuit_Throws() => Assert.That(
        () => ReputationContract.Export(Groth16.SnarkjsMade.Get("public").VerifyingKey),
        Throws.ArgumentException.With.Message.Contains("public inputs"));

    [Test]
    public async Task Calldata_SeveralLinks_Throws()
    {
        var chain = await ChainAsync();

        Assert.That(() => ReputationContract.Calldata(chain), Throws.ArgumentException.With.Message.Contains("3 links"));
    }

    private static string[] Words(ReputationProof proof)
    {
        return [.. Flatten(JsonNode.Parse($"[{ReputationContract.Calldata(proof)}]")!)];

        static IEnumerable<string> Flatten(JsonNode node) =>
            node is JsonArray list ? list.SelectMany(element => Flatten(element!)) : [node.GetValue<string>()];
    }

    private sealed class ScratchFolder : IDisposable
    {
        private readonly string _path = Directory.CreateTempSubdirectory("shadowgraph-contract-").FullName;

        public string File(string name) => Path.Combine(_path, name);

        public void Dispose() => Directory.Delete(_path, recursive: true);
    }
}
