using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>What a leaf commits to of a subject's attestations, except for their number.</summary>
/// <param name="Evidence">The chain over the numbers from which the score follows: computed by a proof's links.</param>
/// <param name="Contexts">The hash of attesters, types and times of creation: opaque to the circuit, and so SHA-256, reduced.</param>
internal readonly record struct BundleHash(Fr Evidence, Fr Contexts)
{
    /// <summary>Returns the type name only: the hashes tell apart what salted leaves hide.</summary>
    public override string ToString() => nameof(BundleHash);
}
