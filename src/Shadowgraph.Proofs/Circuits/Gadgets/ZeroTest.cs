using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Circuits.Gadgets;

/// <summary>Tests whether a value is 0.</summary>
internal static class ZeroTest
{
    /// <summary>1 for a nonzero value, else 0. Cost: 3.</summary>
    /// <remarks>
    /// With flag = value·inverse: the value 0 makes the flag 0, any nonzero value requires flag = 1. The last constraint makes the inverse of 0 zero,
    /// so that no wire is free.
    /// </remarks>
    public static LinearCombination IsNonZero(CircuitBuilder builder, LinearCombination value, string label)
    {
        using var scope = builder.Scope(label);
        LinearCombination inverse = builder.Compute(value, static value => value.Inverse(), "inverse");
        LinearCombination flag = builder.Multiply(value, inverse, "flag");
        builder.AssertProduct(value, 1 - flag, 0, "flag is 1 if the value is not 0");
        builder.AssertProduct(inverse, 1 - flag, 0, "inverse is 0 if the value is 0");
        return flag;
    }
}
