namespace Shadowgraph.Proofs.Groth16.Solidity;

/// <summary>Options of an exported verifier contract.</summary>
public sealed record SolidityVerifierOptions
{
    /// <summary>
    /// The contract's name: a letter or underscore, then letters, digits and underscores, at most 64 characters; neither a word of Solidity nor a name
    /// within the contract.
    /// </summary>
    /// <value>The default is Groth16Verifier.</value>
    public string ContractName { get; init; } = "Groth16Verifier";

    /// <summary>
    /// The number of trailing public signals that the contract fixes to zero instead of taking them as input: proofs with different values there are
    /// rejected. From 0 to the key's number of signals.
    /// </summary>
    /// <value>The default is 0.</value>
    public int FixedZeroTrailingInputs { get; init; }
}
