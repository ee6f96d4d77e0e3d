using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Tests.Caching;

/// <summary>Proofs that prove nothing, and keys, for caches to keep.</summary>
internal static class CachedProofs
{
    public static ReputationProof Make(int number, int links = 1)
    {
        var signals = new Fr[ReputationSignals.Count];
        signals[ReputationSignals.RegistryRoot] = number;
        var link = new ReputationProofLink(new Groth16Proof(G1.Generator, G2.Generator, G1.Generator), signals);
        return new ReputationProof(CircuitSize.Small, new string('0', 64), [.. Enumerable.Repeat(link, links)]);
    }

    public static ProofCacheKey Key(int number)
    {
        var digest = new byte[ProofCacheKey.Size];
        digest[number % 7] = (byte)number;
        digest[^1] = 1;
        return new ProofCacheKey(digest);
    }

    public static int NumberOf(ReputationProof proof) => (int)proof.RegistryRoot.Canonical.L0;
}
