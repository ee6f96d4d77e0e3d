using System.Text;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Hashing;

/// <summary>
/// The commitments shared by registry, prover and circuit, all by Poseidon. Every use has a distinct arity, so that a value of one use cannot serve
/// as a value of a different use: 1 subject key, 2 tree node, 3 nullifier, 4 leaf, 7 state (<see cref="LinkState"/>), 16 block.
/// </summary>
internal static class Commitments
{
    /// <summary>Attestations per hash, two elements each.</summary>
    public const int SlotsPerBlock = 8;

    /// <summary>Separates nullifiers from all further uses of the same secret: this ASCII text as a big-endian integer.</summary>
    public static Fr NullifierTag { get; } =
        Fr.FromBigInteger(new(Encoding.ASCII.GetBytes("shadowgraph/nullifier/v1"), isUnsigned: true, isBigEndian: true));

    /// <summary>The key of a hidden subject. An address is below 2¹⁶⁰, a key of 254 bits is so only with negligible probability.</summary>
    public static Fr SubjectKey(in Fr secret) => Poseidon.Hash(secret);

    /// <summary>The nullifier of a hidden subject in a scope; without the secret, unlinkable to the subject.</summary>
    public static Fr Nullifier(in Fr secret, in Fr scope) => Poseidon.Hash(NullifierTag, secret, scope);

    /// <summary>The leaf of a subject in the registry's tree.</summary>
    /// <param name="subjectKey">The address, or <see cref="SubjectKey"/> of the secret.</param>
    /// <param name="bundle">The chain over all attestations.</param>
    /// <param name="count">The number of attestations.</param>
    /// <param name="salt">Hides the remaining inputs; fresh for every version of a leaf.</param>
    public static Fr Leaf(in Fr subjectKey, in Fr bundle, in Fr count, in Fr salt) => Poseidon.Hash(subjectKey, bundle, count, salt);

    /// <summary>
    /// Extends a chain, initially 0, by attestations in canonical order. Blocks of eight; only the last block of a bundle may be shorter, padded with
    /// zeros.
    /// </summary>
    public static Fr Chain(in Fr chain, ReadOnlySpan<CommittedAttestation> attestations)
    {
        var extended = chain;
        Span<Fr> block = stackalloc Fr[2 * SlotsPerBlock];
        for (var start = 0; start < attestations.Length; start += SlotsPerBlock)
        {
            block.Clear();
            var slots = attestations[start..Math.Min(start + SlotsPerBlock, attestations.Length)];
            for (var i = 0; i < slots.Length; i++) (block[2 * i], block[2 * i + 1]) = (slots[i].Context, slots[i].Packed);
            extended = Poseidon.Hash(block, extended);
        }

        return extended;
    }
}
