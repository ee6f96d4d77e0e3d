using System.Globalization;
using System.Text;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Groth16.Solidity;

/// <summary>
/// A verifying key as constants of a contract. β, γ and δ are negated, so that e(A, B) · e(α, -β) · e(L, -γ) · e(C, -δ) = 1 needs no negation on
/// the chain.
/// </summary>
internal static class SolidityKey
{
    /// <summary>The constants.</summary>
    /// <param name="key">The key.</param>
    /// <param name="inputs">The number of public signals of the contract, which determines the required points of IC.</param>
    /// <param name="more">Further points, with their names.</param>
    public static string Constants(VerifyingKey key, int inputs, IEnumerable<(string Name, G1Affine Point)> more)
    {
        var text = new StringBuilder();
        Point1(text, "ALPHA", key.Alpha1);
        Point2(text, "NEGATIVE_BETA", -key.Beta2);
        Point2(text, "NEGATIVE_GAMMA", -key.Gamma2);
        Point2(text, "NEGATIVE_DELTA", -key.Delta2);
        for (var i = 0; i <= inputs; i++) Point1(text, FormattableString.Invariant($"IC{i}"), key.Ic[i]);
        foreach (var (name, point) in more) Point1(text, name, point);
        return text.ToString();
    }

    /// <summary>The notices about the key in the head of a contract.</summary>
    /// <param name="key">The key.</param>
    /// <param name="fixedInputs">The number of trailing public signals fixed to 0.</param>
    public static string Notices(VerifyingKey key, int fixedInputs)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"// Verifying key {key.Hash}\n");
        if (fixedInputs > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"// The last {fixedInputs} of the circuit's ")
                .Append(CultureInfo.InvariantCulture, $"{key.PublicInputCount} public signals are fixed to 0.\n");
        }

        if (key.IsDevelopmentKey) text.Append(SolidityTemplate.DevelopmentNotice);
        return text.ToString();
    }

    /// <summary>Inserts the parts common to all contracts: notices, the constant of a development key, selectors of errors, and the name.</summary>
    /// <exception cref="ArgumentException">The name is no identifier, a word of Solidity or a name within the contract.</exception>
    public static string Complete(string template, VerifyingKey key, int fixedInputs, string name, string parameterName)
    {
        var source = template
            .Replace("%NOTICES%", Notices(key, fixedInputs), StringComparison.Ordinal)
            .Replace("%HELPERS%", SolidityTemplate.Helpers, StringComparison.Ordinal)
            .Replace("%ERRORS%", SolidityTemplate.Errors, StringComparison.Ordinal)
            .Replace("%DEVELOPMENT%", key.IsDevelopmentKey ? SolidityTemplate.DevelopmentConstant : "", StringComparison.Ordinal)
            .Replace("%DEVELOPMENT_CHECK%", key.IsDevelopmentKey ? SolidityTemplate.DevelopmentCheck : "", StringComparison.Ordinal);
        foreach (var error in SolidityTemplate.ErrorNames)
            source = source.Replace($"%{error}%", SolidityAbi.SelectorText(error + "()"), StringComparison.Ordinal);
        return SolidityNames.FindProblem(name, source) is { } problem
            ? throw new ArgumentException($"The contract's name {problem}.", parameterName)
            : source.Replace("%NAME%", name, StringComparison.Ordinal);
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
}
