namespace Shadowgraph.Proofs.Groth16;

/// <summary>One contribution to the circuit's own part of a key ceremony (phase 2), as the .zkey file lists it.</summary>
/// <remarks>
/// The file claims it: reading a key doesn't verify the transcript. <c>snarkjs zkey verify</c> does, given the .r1cs and the powers of tau.
/// </remarks>
/// <param name="Kind">Where its randomness came from.</param>
/// <param name="Name">The name its participant gave, characters that nobody sees replaced by U+FFFD; null if none.</param>
/// <param name="BeaconHash">The beacon's value in lower-case hexadecimal; null unless it is a beacon.</param>
/// <param name="BeaconIterationsLog2">
/// Logarithm to base 2 of the hash iterations over the beacon's value; null unless it is a beacon.
/// </param>
public sealed record Contribution(ContributionKind Kind, string? Name, string? BeaconHash, int? BeaconIterationsLog2)
{
    /// <summary>One line for people.</summary>
    public override string ToString() => Kind == ContributionKind.Beacon
        ? FormattableString.Invariant($"{Name ?? "(unnamed)"}: beacon {BeaconHash}, 2^{BeaconIterationsLog2} iterations")
        : Name ?? "(unnamed)";
}
