using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Circuits.Gadgets;

/// <summary>
/// Whose leaf it is: a disclosed subject's key is its address, and there is no nullifier; a hidden one's is Poseidon(secret), and the
/// nullifier is Poseidon(tag, secret, scope). Cost: 637.
/// </summary>
/// <remarks>
/// Anonymous exactly when subject = 0. A disclosed subject has 160 bits, which keeps the key of a hidden subject (a hash of 254 bits) from
/// being shown as an address.
/// </remarks>
internal static class SubjectGadget
{
    private const int AddressBits = 160;

    /// <summary>The subject's key; 0 on a link that is not the last.</summary>
    /// <param name="builder">Takes the constraints.</param>
    /// <param name="poseidon">Hashes in the same circuit.</param>
    /// <param name="isLast">
    /// Boolean. Where it is 0 the subject must be asserted to be 0; then the nullifier and the secret become 0 here.
    /// </param>
    /// <param name="subject">EvmAddress, or 0.</param>
    /// <param name="nullifier">The public one.</param>
    /// <param name="scope">The public one.</param>
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

        // On the last link 1 or 0; on another one the subject is 0, and so is this.
        var anonymous = isLast - ZeroTest.IsNonZero(builder, subject, "disclosed");
        Flags.AssertZeroUnless(builder, anonymous, secret, "no secret unless anonymous");

        var expected = poseidon.Hash("nullifier", 0, Commitments.NullifierTag, secret, scope);
        builder.AssertProduct(anonymous, expected, nullifier, "nullifier");
        return subject + builder.Multiply(anonymous, poseidon.Hash("key", 0, secret), "hidden key");
    }
}
