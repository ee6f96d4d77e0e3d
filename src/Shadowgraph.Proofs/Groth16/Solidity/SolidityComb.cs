using System.Globalization;
using System.Text;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Groth16.Solidity;

/// <summary>
/// Multiplication of constant points by scalars below 2^20 with additions alone: a comb with four teeth, five bits apart, and a table of the sixteen
/// sums of teeth for each point (Lim and Lee, CRYPTO '94, https://doi.org/10.1007/3-540-48658-5_11).
/// </summary>
/// <remarks>
/// The precompile's multiplication costs 6 000 gas for every scalar, an addition 150 and 100 for the call (EIP-1108, EIP-2929). A comb needs eight
/// additions for one point and thirteen for two points, which share the doublings.
/// </remarks>
internal static class SolidityComb
{
    /// <summary>Scalars are below two to this power.</summary>
    public const int Bits = 20;

    private const int Teeth = 4;
    private const int Spacing = Bits / Teeth;

    /// <summary>
    /// The function of the assembly that uses the tables. In the offset of an entry, the product of mask and multiplier moves the bits 0, 5, 10 and 15
    /// to the bits 12 to 15, which are the number of the entry; the partial products never meet, so no carry arises.
    /// </summary>
    public const string Function = """
                    // Adds the products of scalars below 2^20 with the points of the tables in memory; the second table only if hasSecond is 1. An entry is
                    // found by the bits column, column + 5, column + 10 and column + 15. That the precompile exists is checked once, by the last addition.
                    function addSmall(sum, first, second, hasSecond) {
                        let bound := mload(add(sum, 0x180))
                        let table := add(sum, 0x1c0)
                        let total := add(sum, 0x40)
                        let operandX := add(sum, 0x80)
                        let operandY := add(sum, 0xa0)
                        let column := 4
                        let entry := add(table, and(shr(6, mul(and(shr(4, first), 0x8421), 0x1111)), 0x3c0))
                        mstore(total, mload(entry))
                        mstore(add(sum, 0x60), mload(add(entry, 0x20)))
                        for { } 1 { } {
                            if hasSecond {
                                entry := add(add(table, 0x400), and(shr(6, mul(and(shr(column, second), 0x8421), 0x1111)), 0x3c0))
                                mstore(operandX, mload(entry))
                                mstore(operandY, mload(add(entry, 0x20)))
                                if iszero(staticcall(bound, 6, total, 0x80, total, 0x40)) { explain(bound) }
                            }
                            if iszero(column) { break }
                            column := sub(column, 1)
                            mstore(operandX, mload(total))
                            mstore(operandY, mload(add(sum, 0x60)))
                            if iszero(staticcall(bound, 6, total, 0x80, total, 0x40)) { explain(bound) }
                            entry := add(table, and(shr(6, mul(and(shr(column, first), 0x8421), 0x1111)), 0x3c0))
                            mstore(operandX, mload(entry))
                            mstore(operandY, mload(add(entry, 0x20)))
                            if iszero(staticcall(bound, 6, total, 0x80, total, 0x40)) { explain(bound) }
                        }
                        addPoint(sum, bound)
                    }

        """;

    /// <summary>A function that writes the table of a point to memory; entry 0 is infinity, (0, 0).</summary>
    public static string Table(string name, in G1Affine point)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"            // Sums of {name}, 2^5 {name}, 2^10 {name} and 2^15 {name}.\n")
            .Append(CultureInfo.InvariantCulture, $"            function {TableName(name)}(table) {{\n")
            .Append("                mstore(table, 0)\n")
            .Append("                mstore(add(table, 0x20), 0)\n");
        for (var entry = 1; entry < 1 << Teeth; entry++)
        {
            var multiple = ((G1Jacobian)point).Multiply(new Fr(Spread(entry))).ToAffine();
            text.Append(Store(2 * entry, multiple.X)).Append(Store((2 * entry) + 1, multiple.Y));
        }

        return text.Append("            }\n\n").ToString();
    }

    public static string TableName(string point) => "tableOf" + point;

    private static string Store(int word, in Fp value) =>
        FormattableString.Invariant($"                mstore(add(table, 0x{word * SolidityAbi.WordSize:x}), {value})\n");

    private static ulong Spread(int entry)
    {
        var factor = 0UL;
        for (var tooth = 0; tooth < Teeth; tooth++) factor |= (ulong)((entry >> tooth) & 1) << (tooth * Spacing);
        return factor;
    }
}
