namespace Shadowgraph.Proofs.Groth16;

/// <summary>What snarkjs calls the proof system and the curve.</summary>
internal static class SnarkjsNames
{
    public const string Protocol = "groth16";

    /// <summary>The name that is written.</summary>
    public const string Curve = "bn128";

    /// <summary>The names under which snarkjs knows this curve.</summary>
    public static ReadOnlySpan<string> Curves => (string[])[Curve, "bn254", "altbn128"];
}
