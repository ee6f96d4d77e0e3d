using System.Text.Json;
using System.Text.Json.Nodes;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Solidity;
using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs.Tests.Interop;

/// <summary>An exported reputation contract, compiled with solc and called on an EVM.</summary>
internal static class VerifierContract
{
    /// <summary>What a contract reverts with: the selector of an error without parameters.</summary>
    public static string Error(string name) => $"0x{SolidityAbi.Selector(name + "()"):x8}";

    /// <summary>What its verifyProof answers to each of the calls.</summary>
    /// <param name="source">The contract's source, under its default name.</param>
    /// <param name="any">Any link, for snarkjs to export.</param>
    /// <param name="calls">Arguments, as <see cref="ReputationContract.Calldata"/> gives them.</param>
    public static bool[] Ask(string source, ReputationProofLink any, IEnumerable<string> calls)
    {
        var folder = Directory.CreateTempSubdirectory("shadowgraph-contract-");
        try
        {
            string Save(string name, byte[] content)
            {
                var path = Path.Combine(folder.FullName, name);
                File.WriteAllBytes(path, content);
                return path;
            }

            var plan = new JsonArray(new JsonObject
            {
                ["name"] = "ReputationVerifier",
                ["source"] = Save("verifier.sol", System.Text.Encoding.UTF8.GetBytes(source)),
                ["calls"] = JsonSerializer.SerializeToNode(calls.Select(call => new { words = Words(call) })),
                ["proof"] = Save("proof.json", any.Proof.ToJson()),
                ["public"] = Save("public.json", PublicSignals.ToJson(any.Signals)),
            });
            var manifest = Save("calls.json", JsonSerializer.SerializeToUtf8Bytes(plan));

            var answers = JsonNode.Parse(NodeScript.Run("solidity.mjs", manifest))!["answers"]!.AsArray();
            return [.. answers.Select(answer => answer!.GetValue<bool>())];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[] Words(string calldata)
    {
        return [.. Flatten(JsonNode.Parse($"[{calldata}]")!)];

        static IEnumerable<string> Flatten(JsonNode node) =>
            node is JsonArray list ? list.SelectMany(element => Flatten(element!)) : [node.GetValue<string>()];
    }
}
