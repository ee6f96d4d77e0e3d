using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Circuits.Gadgets;

/// <summary>Constraints on boolean values, and constraints that depend on boolean values.</summary>
internal static class Flags
{
    /// <summary>
    /// Asserts that flags are 0 or 1 and never rise: each flag is at most its predecessor, the first at most a given flag. Cost: 2 per flag.
    /// </summary>
    public static void AssertNonIncreasing(
        CircuitBuilder builder, LinearCombination limit, ReadOnlySpan<LinearCombination> flags, string label)
    {
        using var scope = builder.Scope(label);
        var previous = limit;
        foreach (var flag in flags)
        {
            builder.AssertBoolean(flag, "boolean");
            builder.AssertProduct(flag, 1 - previous, 0, "not above the one before");
            previous = flag;
        }
    }

    /// <summary>Asserts that a value is 0 unless a flag is 1. Cost: 1.</summary>
    public static void AssertZeroUnless(CircuitBuilder builder, LinearCombination flag, LinearCombination value, string label) =>
        builder.AssertProduct(value, 1 - flag, 0, label);
}
