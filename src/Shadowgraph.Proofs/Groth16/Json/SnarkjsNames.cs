namespace Shadowgraph.Proofs.Groth16.Json;

/// <summary>What snarkjs calls the proof system and the curve.</summary>
internal static class SnarkjsNames
{
    public const string Protocol = "groth16";

    /// <summary>What snarkjs called it up to version 0.1, whose files have no curve and spell alpha "alfa".</summary>
    public const string OldProtocol = "groth";

    /// <summary>The name that is written.</summary>
    public const string Curve = "bn128";

    /// <summary>The letters and digits of the names under which snarkjs knows this curve.</summary>
    public static ReadOnlySpan<string> Curves => (string[])[Curve, "bn254", "altbn128"];
}
