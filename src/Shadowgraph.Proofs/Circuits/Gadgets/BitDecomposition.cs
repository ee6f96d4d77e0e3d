using System.Numerics;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Circuits.Gadgets;

/// <summary>Range checks by bits.</summary>
/// <remarks>
/// The decomposition is unique: fewer than 254 boolean bits have a weighted sum below 2²⁵³ &lt; r. Integers below r that are equal modulo r are
/// equal, and an integer has a single binary representation. With 254 bits, both x and x + r would fit for small x.
/// </remarks>
internal static class BitDecomposition
{
    public const int MaxBits = 253;

    /// <summary>
    /// The bits of a value, least significant first, which exist only for a value in [0, 2^count). Bit 0 is not a wire but the value minus the weighted
    /// higher bits, so that the sum needs no constraint. Cost: count.
    /// </summary>
    public static LinearCombination[] Decompose(CircuitBuilder builder, LinearCombination value, int count, string label)
    {
        CheckCount(count);
        using var scope = builder.Scope(label);
        var bits = new LinearCombination[count];
        if (count > 1)
        {
            var upper = builder.Compute(count - 1, [value], static (inputs, outputs) => WriteUpperBits(inputs[0], outputs), "bit");
            for (var i = 1; i < count; i++) bits[i] = upper[i - 1];
        }

        bits[0] = value - LinearCombination.WeightedSum(Powers(count).AsSpan(1), bits.AsSpan(1));
        foreach (var bit in bits) builder.AssertBoolean(bit, "boolean");
        return bits;
    }

    /// <summary>Asserts 0 &lt;= value &lt; 2^count. Cost: count.</summary>
    public static void AssertRange(CircuitBuilder builder, LinearCombination value, int count, string label) =>
        Decompose(builder, value, count, label);

    /// <summary>2^exponent, exponent at most 253.</summary>
    public static Fr Power(int exponent) => Fr.FromBigInteger(BigInteger.One << exponent);

    /// <summary>Writes consecutive bits of a canonical integer, from bit 1 upwards: the hint for a decomposition.</summary>
    private static void WriteUpperBits(in Fr value, Span<Fr> bits)
    {
        var limbs = value.Canonical;
        for (var i = 0; i < bits.Length; i++)
        {
            var position = 1 + i;
            var limb = (position >> 6) switch { 0 => limbs.L0, 1 => limbs.L1, 2 => limbs.L2, _ => limbs.L3 };
            bits[i] = Fr.FromBit((limb >> (position & 63)) & 1);
        }
    }

    private static Fr[] Powers(int count)
    {
        var powers = new Fr[count];
        if (count > 0) powers[0] = Fr.One;
        for (var i = 1; i < count; i++) powers[i] = powers[i - 1].Double();
        return powers;
    }

    private static void CheckCount(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxBits);
    }
}
