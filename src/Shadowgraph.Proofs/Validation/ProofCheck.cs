namespace Shadowgraph.Proofs.Validation;

/// <summary>What a validator checks.</summary>
public enum ProofCheck
{
    /// <summary>The result has the parts that it must have, and they fit each other.</summary>
    Structure,

    /// <summary>The hash is that of the proof.</summary>
    Hash,

    /// <summary>The opinion is one, and gives a score that the proof shows.</summary>
    Opinion,

    /// <summary>The proof says what was expected, and is valid.</summary>
    Proof,
}
