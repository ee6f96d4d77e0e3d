using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Proving;

namespace Quickstart;

/// <summary>Leaves a proof in the files that other tools read.</summary>
internal static class ProofFiles
{
    public static void Write(string folder, ReputationProof proof, VerifyingKey key)
    {
        Directory.CreateDirectory(folder);
        var link = proof.Links[^1];
        File.WriteAllBytes(Path.Combine(folder, "proof.json"), link.Proof.ToJson());
        File.WriteAllBytes(Path.Combine(folder, "public.json"), PublicSignals.ToJson(link.Signals));
        File.WriteAllBytes(Path.Combine(folder, "verification_key.json"), key.ToJson());
        File.WriteAllText(Path.Combine(folder, "ReputationVerifier.sol"), ReputationContract.Export(key));

        Console.WriteLine($"The exact proof, its public signals, the verification key and a Solidity verifier are in {folder}/.");
        Console.WriteLine("Check the proof with snarkjs:");
        Console.WriteLine();
        Console.WriteLine($"  npx snarkjs groth16 verify {folder}/verification_key.json {folder}/public.json {folder}/proof.json");
    }
}
