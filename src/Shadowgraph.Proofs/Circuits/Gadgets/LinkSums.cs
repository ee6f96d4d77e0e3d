using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Hashing;

namespace Shadowgraph.Proofs.Circuits.Gadgets;

/// <summary>A <see cref="LinkState"/> in the circuit.</summary>
internal readonly record struct LinkSums(
    LinearCombination Chain, LinearCombination Count, LinearCombination R, LinearCombination S, LinearCombination Q)
{
    /// <summary>
    /// Asserts that a public state commits to the sums if a flag is 1, and is 0 if the flag is 0. Cost: 384.
    /// </summary>
    /// <remarks>
    /// The blinding hides the sums; without a commitment there is nothing to hide, and the blinding is 0. The sums must be asserted to be 0 for the
    /// flag 0: then all wires of the hash are 0.
    /// </remarks>
    public void AssertCommitted(
        CircuitBuilder builder,
        PoseidonGadget poseidon,
        LinearCombination committed,
        LinearCombination asOf,
        LinearCombination blinding,
        LinearCombination state,
        string label)
    {
        using var scope = builder.Scope(label);
        LinearCombination time = builder.Multiply(committed, asOf, "asOf");
        var hash = poseidon.Hash("hash", committed, 0, Chain, Count, R, S, Q, time, blinding);
        builder.AssertProduct(committed, hash, state, "state");
        Flags.AssertZeroUnless(builder, committed, blinding, "no blinding where nothing is committed");
    }

    /// <summary>The sums if a flag is 1, zeros if the flag is 0. Cost: 5.</summary>
    public LinkSums If(CircuitBuilder builder, LinearCombination flag, string label)
    {
        using var scope = builder.Scope(label);
        return new(
            builder.Multiply(flag, Chain, "chain"),
            builder.Multiply(flag, Count, "count"),
            builder.Multiply(flag, R, "R"),
            builder.Multiply(flag, S, "S"),
            builder.Multiply(flag, Q, "Q"));
    }

    /// <summary>Asserts that the sums are still zero unless a flag is 1. Cost: 5.</summary>
    public void AssertEmptyUnless(CircuitBuilder builder, LinearCombination flag)
    {
        using var scope = builder.Scope("starts from nothing");
        Flags.AssertZeroUnless(builder, flag, Chain, "chain");
        Flags.AssertZeroUnless(builder, flag, Count, "count");
        Flags.AssertZeroUnless(builder, flag, R, "R");
        Flags.AssertZeroUnless(builder, flag, S, "S");
        Flags.AssertZeroUnless(builder, flag, Q, "Q");
    }
}
