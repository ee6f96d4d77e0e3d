using System.Globalization;
using System.Text;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Groth16.Solidity;

/// <summary>
/// Writes a Solidity contract that verifies the proofs of one key, for chains with the precompiles of EIP-196 and EIP-197.
/// </summary>
/// <remarks>
/// The contract has one function, <c>verifyProof(uint256[2] a, uint256[2][2] b, uint256[2] c, uint256[N] input) view returns (bool)</c>,
/// which takes what <see cref="VerifierCalldata"/> and snarkjs export. It returns false for what is not a proof of these signals, and for signals
/// that are not below the group order and points at infinity, as <see cref="Groth16Verifier"/> does. It reverts with
/// <c>PrecompileFailed()</c> where a precompile gives no answer: with too little gas, which must not make a valid proof look invalid, and for
/// points that are not in their groups. Replay and policy are the caller's to check.
/// </remarks>
public static class SolidityVerifier
{
    /// <summary>The most bytes of code that a contract on Ethereum can have, by EIP-170: 24 576.</summary>
    public const int LargestCode = 24_576;

    // Measured with solc 0.8.37: two numbers of 32 bytes to push for each input, and the call that takes them.
    private const int CodeWithoutInputs = 1_611;
    private const int CodePerInput = 91;

    /// <summary>Writes the contract's source.</summary>
    /// <param name="key">
    /// The key whose proofs it accepts. A development key's contract says in its head and in a constant that it is one.
    /// </param>
    /// <param name="options">Name and fixed inputs; null for the defaults.</param>
    /// <exception cref="ArgumentException">
    /// The name is no identifier, a word of Solidity or a name within the contract; or more inputs are fixed than there are.
    /// </exception>
    public static string Export(VerifyingKey key, SolidityVerifierOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        options ??= new SolidityVerifierOptions();
        if (options.FixedZeroTrailingInputs < 0 || options.FixedZeroTrailingInputs > key.PublicInputCount)
            throw new ArgumentException($"Between 0 and {key.PublicInputCount} inputs can be fixed: the key has no more.", nameof(options));

        var inputs = key.PublicInputCount - options.FixedZeroTrailingInputs;
        var source = SolidityTemplate.Contract
            .Replace("%NOTICES%", Notices(key, options), StringComparison.Ordinal)
            .Replace("%DEVELOPMENT%", key.IsDevelopmentKey ? SolidityTemplate.DevelopmentConstant : "", StringComparison.Ordinal)
            .Replace("%CONSTANTS%", Constants(key, inputs), StringComparison.Ordinal)
            .Replace("%PARAMETERS%", Parameters(inputs), StringComparison.Ordinal)
            .Replace("%ACCUMULATE%", Accumulate(inputs), StringComparison.Ordinal);
        return SolidityNames.FindProblem(options.ContractName, source) is { } problem
            ? throw new ArgumentException($"The contract's name {problem}.", nameof(options))
            : source.Replace("%NAME%", options.ContractName, StringComparison.Ordinal);
    }

    /// <summary>
    /// About how many bytes of code the exported contract has when it is deployed, compiled by solc 0.8 with its optimiser at 200 runs.
    /// Without the optimiser they are more.
    /// </summary>
    /// <param name="key">The key whose proofs it accepts.</param>
    /// <param name="options">Fixed inputs; null for the defaults.</param>
    /// <returns>A number to hold against <see cref="LargestCode"/>.</returns>
    public static int EstimateCodeSize(VerifyingKey key, SolidityVerifierOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        return CodeWithoutInputs + (CodePerInput * (key.PublicInputCount - (options?.FixedZeroTrailingInputs ?? 0)));
    }

    private static string Parameters(int inputs) =>
        inputs == 0 ? "" : FormattableString.Invariant($",\n        uint256[{inputs}] calldata input");

    private static string Notices(VerifyingKey key, SolidityVerifierOptions options)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"// Verifying key {key.Hash}\n");
        if (options.FixedZeroTrailingInputs > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"// The last {options.FixedZeroTrailingInputs} of the circuit's ")
                .Append(CultureInfo.InvariantCulture, $"{key.PublicInputCount} public signals are fixed to 0.\n");
        }

        if (key.IsDevelopmentKey) text.Append(SolidityTemplate.DevelopmentNotice);
        return text.ToString();
    }

    private static string Constants(VerifyingKey key, int inputs)
    {
        var text = new StringBuilder();
        Point1(text, "ALPHA", key.Alpha1);
        Point2(text, "BETA", key.Beta2);
        Point2(text, "GAMMA", key.Gamma2);
        Point2(text, "DELTA", key.Delta2);
        for (var i = 0; i <= inputs; i++) Point1(text, FormattableString.Invariant($"IC{i}"), key.Ic[i]);
        return text.ToString();
    }

    private static void Point1(StringBuilder text, string name, in G1Affine point)
    {
        Constant(text, name + "_X", point.X);
        Constant(text, name + "_Y", point.Y);
    }

    private static void Point2(StringBuilder text, string name, in G2Affine point)
    {
        Constant(text, name + "_X0", point.X.C0);
        Constant(text, name + "_X1", point.X.C1);
        Constant(text, name + "_Y0", point.Y.C0);
        Constant(text, name + "_Y1", point.Y.C1);
    }

    private static void Constant(StringBuilder text, string name, in Fp value) =>
        text.Append("    uint256 private constant ").Append(name).Append(" = ").Append(value.ToString()).Append(";\n");

    private static string Accumulate(int inputs)
    {
        var text = new StringBuilder();
        for (var i = 0; i < inputs; i++)
            text.Append(
                CultureInfo.InvariantCulture, $"        if (!_accumulate(sum, IC{i + 1}_X, IC{i + 1}_Y, input[{i}])) return false;\n");
        return text.ToString();
    }
}
