using System.Globalization;
using System.Text;

namespace Shadowgraph.Proofs.Groth16.Solidity;

/// <summary>
/// Writes a Solidity contract that verifies the proofs of a key, for chains with the precompiles of EIP-196 and EIP-197.
/// </summary>
/// <remarks>
/// The contract has one function, <c>verifyProof(uint256[2] a, uint256[2][2] b, uint256[2] c, uint256[N] input) view returns (bool)</c>, for the
/// output of <see cref="VerifierCalldata"/> and snarkjs. The function returns false if the pairing check fails, and reverts if the proof remains
/// undecided: with <c>SignalNotInField()</c> for signals that are not below the group order, <c>PointNotOnCurve()</c> for points at infinity, off the
/// curve or with coordinates that are not canonical, <c>PrecompileFailed()</c> for points outside the second group, and <c>NotEnoughGas()</c> with
/// too little gas, which must not make a valid proof look invalid. A signal of 0 costs nothing. The constructor takes three gas limits for the
/// precompiles, 0 for the defaults; the contract of a development key reverts on any chain but 1337 and 31337. The caller must check replay and
/// policy.
/// </remarks>
public static class SolidityVerifier
{
    /// <summary>The most bytes of code of a contract on Ethereum, by EIP-170: 24 576.</summary>
    public const int LargestCode = 24_576;

    // Measured with solc 0.8.37: each input needs two 32-byte push instructions and a call.
    private const int CodeWithoutInputs = 1_619;
    private const int CodePerInput = 81;

    /// <summary>Writes the contract's source.</summary>
    /// <param name="key">
    /// The key of the accepted proofs. The contract of a development key is marked in the head and by a constant.
    /// </param>
    /// <param name="options">Name and fixed inputs; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// The name is no identifier, a word of Solidity or a name within the contract; or more inputs are fixed than exist.
    /// </exception>
    public static string Export(VerifyingKey key, SolidityVerifierOptions? options = null) =>
        Export(key, options ?? new SolidityVerifierOptions(), SolidityVerifierLayout.Plain);

    /// <summary>
    /// Estimates the size in bytes of the exported contract's deployed code, compiled by solc 0.8 with the optimiser at 200 runs. Without the
    /// optimiser the code is larger.
    /// </summary>
    /// <param name="key">The key of the accepted proofs.</param>
    /// <param name="options">Fixed inputs; null for the defaults.</param>
    /// <returns>A number to compare with <see cref="LargestCode"/>.</returns>
    public static int EstimateCodeSize(VerifyingKey key, SolidityVerifierOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        return CodeWithoutInputs + (CodePerInput * (key.PublicInputCount - (options?.FixedZeroTrailingInputs ?? 0)));
    }

    internal static string Export(VerifyingKey key, SolidityVerifierOptions options, SolidityVerifierLayout layout)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (options.FixedZeroTrailingInputs < 0 || options.FixedZeroTrailingInputs > key.PublicInputCount)
            throw new ArgumentException($"Between 0 and {key.PublicInputCount} inputs can be fixed: the key has no more.", nameof(options));

        var inputs = key.PublicInputCount - options.FixedZeroTrailingInputs;
        var template = PutFixed(SolidityTemplate.Contract, layout)
            .Replace("%CONSTANTS%", SolidityKey.Constants(key, inputs, layout.Points(key)), StringComparison.Ordinal)
            .Replace("%PARAMETERS%", Parameters(inputs), StringComparison.Ordinal)
            .Replace("%FUNCTIONS%", layout.Functions(key), StringComparison.Ordinal)
            .Replace("%ACCUMULATE%", Accumulate(inputs, layout), StringComparison.Ordinal);
        return SolidityKey.Complete(template, key, options.FixedZeroTrailingInputs, options.ContractName, nameof(options));
    }

    private static string Parameters(int inputs) =>
        inputs == 0 ? "" : FormattableString.Invariant($",\n        uint256[{inputs}] calldata input");

    private static string PutFixed(string template, SolidityVerifierLayout layout)
    {
        var (index, name) = layout.Fixed ?? default;
        var isFixed = layout.Fixed is not null;
        return template
            .Replace("%FIXED_DECLARATIONS%", isFixed ? SolidityTemplate.FixedDeclarations : "", StringComparison.Ordinal)
            .Replace("%FIXED_PARAMETER%", isFixed ? ", uint256 %FIXED%_" : "", StringComparison.Ordinal)
            .Replace("%FIXED_CONSTRUCTOR%", isFixed ? SolidityTemplate.FixedConstructor : "", StringComparison.Ordinal)
            .Replace("%FIXED_CHECK%", isFixed ? SolidityTemplate.FixedCheck : "", StringComparison.Ordinal)
            .Replace("%START_X%", isFixed ? "startX" : "IC0_X", StringComparison.Ordinal)
            .Replace("%START_Y%", isFixed ? "startY" : "IC0_Y", StringComparison.Ordinal)
            .Replace("%FIXED%", name, StringComparison.Ordinal)
            .Replace("%IC%", FormattableString.Invariant($"IC{index + 1}"), StringComparison.Ordinal)
            .Replace("%INDEX%", index.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static string Accumulate(int inputs, SolidityVerifierLayout layout)
    {
        var text = new StringBuilder();
        for (var i = 0; i < inputs; i++)
        {
            if (i == layout.Fixed?.Index) continue;
            if (layout.OftenEqual.Contains(i))
            {
                text.Append(layout.SmallPair is { } small && small.First == i ? SmallPair(small) : Pair(i));
                i++;
            }
            else text.Append(Term(i, "            "));
        }

        return text.ToString();
    }

    private static string Pair(int first) => FormattableString.Invariant(
        $$"""
                    switch eq({{Signal(first)}}, {{Signal(first + 1)}})
                    case 1 {
                        addTerm(sum, {{SolidityVerifierLayout.SumName(first)}}_X, {{SolidityVerifierLayout.SumName(first)}}_Y, {{Signal(first)}})
                    }
                    default {
        {{Term(first, "                ")}}{{Term(first + 1, "                ")}}            }

        """);

    /// <summary>Equal values need the table of the sum; a known second value is added as a constant; values of 2^20 and more, which no proof has, are multiplied.</summary>
    private static string SmallPair((int First, ulong Known) pair)
    {
        var (first, known) = pair;
        var (one, two) = (SolidityVerifierLayout.PointName(first), SolidityVerifierLayout.PointName(first + 1));
        var (both, constant) = (SolidityVerifierLayout.SumName(first), SolidityVerifierLayout.KnownName(first + 1));
        return FormattableString.Invariant(
            $$"""
                        let low := {{Signal(first)}}
                        let high := {{Signal(first + 1)}}
                        switch shr({{SolidityComb.Bits}}, or(low, high))
                        case 0 {
                            let tables := add(sum, 0x1c0)
                            switch eq(low, high)
                            case 1 {
                                if low {
                                    {{SolidityComb.TableName(both)}}(tables)
                                    addSmall(sum, low, 0, 0)
                                }
                            }
                            default {
                                switch high
                                case {{known}} {
                                    mstore(add(sum, 0x40), {{constant}}_X)
                                    mstore(add(sum, 0x60), {{constant}}_Y)
                                    addPoint(sum, additionGas)
                                    if low {
                                        {{SolidityComb.TableName(one)}}(tables)
                                        addSmall(sum, low, 0, 0)
                                    }
                                }
                                default {
                                    {{SolidityComb.TableName(one)}}(tables)
                                    {{SolidityComb.TableName(two)}}(add(tables, 0x400))
                                    addSmall(sum, low, high, 1)
                                }
                            }
                        }
                        default {
                            addTerm(sum, {{one}}_X, {{one}}_Y, low)
                            addTerm(sum, {{two}}_X, {{two}}_Y, high)
                        }

            """);
    }

    private static string Term(int index, string indent) => Term(SolidityVerifierLayout.PointName(index), index, indent);

    private static string Term(string point, int index, string indent) => $"{indent}addTerm(sum, {point}_X, {point}_Y, {Signal(index)})\n";

    private static string Signal(int index) =>
        index == 0 ? "calldataload(input)" : FormattableString.Invariant($"calldataload(add(input, 0x{index * SolidityAbi.WordSize:x}))");
}
