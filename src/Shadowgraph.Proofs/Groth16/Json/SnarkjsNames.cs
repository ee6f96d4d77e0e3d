namespace Shadowgraph.Proofs.Groth16.Json;

/// <summary>snarkjs's names of the proof system and of the curve.</summary>
internal static class SnarkjsNames
{
    public const string Protocol = "groth16";

    /// <summary>The name in snarkjs up to version 0.1, in files without a curve and with "alfa" for alpha.</summary>
    public const string OldProtocol = "groth";

    /// <summary>The name for writing.</summary>
    public const string Curve = "bn128";

    /// <summary>The letters and digits of all names of this curve in snarkjs.</summary>
    public static ReadOnlySpan<string> Curves => (string[])[Curve, "bn254", "altbn128"];
}
