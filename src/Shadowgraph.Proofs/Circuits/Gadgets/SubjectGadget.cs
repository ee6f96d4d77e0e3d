using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Circuits.Gadgets;

/// <summary>
/// Derives the key of the leaf's subject: the key of a disclosed subject is the address, without a nullifier; the key of a hidden subject is
/// Poseidon(secret), with the nullifier Poseidon(tag, secret, scope). Cost: 637.
/// </summary>
/// <remarks>
/// Anonymous exactly when subject = 0. A disclosed subject has 160 bits, which prevents the key of a hidden subject (a hash of 254 bits) from
/// being presented as an address.
/// </remarks>
internal static class SubjectGadget
{
    private const int AddressBits = 160;

    /// <summary>The subject's key; 0 on every link except the last.</summary>
    /// <param name="builder">Receives the constraints.</param>
    /// <param name="poseidon">Hashes in the same circuit.</param>
    /// <param name="isLast">
    /// Boolean. For 0, the subject must be asserted to be 0; the nullifier and the secret then become 0 here.
    /// </param>
    /// <param name="subject">EvmAddress, or 0.</param>
    /// <param name="nullifier">The public nullifier.</param>
    /// <param name="scope">The public scope.</param>
    /// <param name="secret">0 unless anonymous.</param>
    public static LinearCombination Key(
        CircuitBuilder builder,
        PoseidonGadget poseidon,
        LinearCombination isLast,
        LinearCombination subject,
        LinearCombination nullifier,
        LinearCombination scope,
        LinearCombination secret)
    {
        using var labels = builder.Scope("subject");
        BitDecomposition.AssertRange(builder, subject, AddressBits, "address");

        // 1 or 0 on the last link; on every earlier link the subject is 0, and so is this flag.
        var anonymous = isLast - ZeroTest.IsNonZero(builder, subject, "disclosed");
        Flags.AssertZeroUnless(builder, anonymous, secret, "no secret unless anonymous");

        LinearCombination hashedScope = builder.Multiply(anonymous, scope, "scope");
        var expected = poseidon.Hash("nullifier", anonymous, 0, Commitments.NullifierTag, secret, hashedScope);
        builder.AssertProduct(anonymous, expected, nullifier, "nullifier");

        // Unless anonymous, the hash is switched off, and is 0.
        return subject + poseidon.Hash("key", anonymous, 0, secret);
    }
}
