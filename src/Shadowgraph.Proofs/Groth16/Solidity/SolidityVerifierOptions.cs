namespace Shadowgraph.Proofs.Groth16.Solidity;

/// <summary>How a verifier contract is written.</summary>
public sealed record SolidityVerifierOptions
{
    /// <summary>
    /// The contract's name: a letter or underscore, then letters, digits and underscores, at most 64 in all; no word that Solidity has a
    /// meaning for, and no name within the contract.
    /// </summary>
    /// <value>The default is Groth16Verifier.</value>
    public string ContractName { get; init; } = "Groth16Verifier";

    /// <summary>
    /// How many of the last public signals the contract doesn't take and sets to zero, so that it accepts no proof with other values there.
    /// At least
    /// 0, at most as many as the key has.
    /// </summary>
    /// <value>The default is 0.</value>
    public int FixedZeroTrailingInputs { get; init; }
}
