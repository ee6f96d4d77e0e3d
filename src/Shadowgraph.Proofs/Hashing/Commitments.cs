using System.Text;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>
/// The commitments shared by registry, prover and circuit, all by Poseidon. Every use has a distinct arity, so that a value of one use cannot serve
/// as a value of a different use: 1 subject key, 2 tree node, 3 nullifier, 5 leaf, 7 state (<see cref="LinkState"/>), 16 block.
/// </summary>
internal static class Commitments
{
    /// <summary>Field elements of a block of evidence: the widest Poseidon, with the fewest constraints per element.</summary>
    public const int BlockSize = Poseidon.MaxInputs;

    /// <summary>Attestations of a block: two elements hold the evidence of three.</summary>
    public const int SlotsPerBlock = BlockSize / 2 * 3;

    /// <summary>Separates nullifiers from all further uses of the same secret: this ASCII text as a big-endian integer.</summary>
    public static Fr NullifierTag { get; } =
        Fr.FromBigInteger(new(Encoding.ASCII.GetBytes("shadowgraph/nullifier/v1"), isUnsigned: true, isBigEndian: true));

    /// <summary>The key of a hidden subject. An address is below 2¹⁶⁰, a key of 254 bits is so only with negligible probability.</summary>
    public static Fr SubjectKey(in Fr secret) => Poseidon.Hash(secret);

    /// <summary>The nullifier of a hidden subject in a scope; without the secret, unlinkable to the subject.</summary>
    public static Fr Nullifier(in Fr secret, in Fr scope) => Poseidon.Hash(NullifierTag, secret, scope);

    /// <summary>The leaf of a subject in the registry's tree.</summary>
    /// <param name="subjectKey">The address, or <see cref="SubjectKey"/> of the secret.</param>
    /// <param name="bundle">The hashes of all attestations.</param>
    /// <param name="count">The number of attestations.</param>
    /// <param name="salt">Hides the remaining inputs; fresh for every version of a leaf.</param>
    public static Fr Leaf(in Fr subjectKey, in BundleHash bundle, in Fr count, in Fr salt) =>
        Poseidon.Hash(subjectKey, bundle.Evidence, bundle.Contexts, count, salt);
}
