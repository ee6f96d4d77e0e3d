namespace Shadowgraph.Proofs.Groth16;

/// <summary>A contribution to the circuit-specific part of a key ceremony (phase 2), as listed in the .zkey file.</summary>
/// <remarks>
/// A claim of the file: reading a key does not verify the transcript. <c>snarkjs zkey verify</c> does, given the .r1cs and the powers of tau.
/// </remarks>
/// <param name="Kind">The source of randomness.</param>
/// <param name="Name">The participant's name, with invisible characters replaced by U+FFFD; null if none.</param>
/// <param name="BeaconHash">The beacon's value in lower-case hexadecimal; null for a participant.</param>
/// <param name="BeaconIterationsLog2">
/// Logarithm to base 2 of the number of hash iterations over the beacon's value; null for a participant.
/// </param>
public sealed record Contribution(ContributionKind Kind, string? Name, string? BeaconHash, int? BeaconIterationsLog2)
{
    /// <summary>A line of text for display.</summary>
    public override string ToString() => Kind == ContributionKind.Beacon
        ? FormattableString.Invariant($"{Name ?? "(unnamed)"}: beacon {BeaconHash}, 2^{BeaconIterationsLog2} iterations")
        : Name ?? "(unnamed)";
}
