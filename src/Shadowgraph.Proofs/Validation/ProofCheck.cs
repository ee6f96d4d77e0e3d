using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Validation;

/// <summary>The checks of a validator.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofCheck>))]
public enum ProofCheck
{
    /// <summary>All required parts of the result are present and consistent.</summary>
    Structure,

    /// <summary>The hash matches the proof, bit for bit.</summary>
    Hash,

    /// <summary>The opinion is valid, and its score lies within the bounds of the proof.</summary>
    Opinion,

    /// <summary>The verification key is the pinned key, and may be used.</summary>
    Key,

    /// <summary>The number of links does not exceed the limit, and the links form a chain.</summary>
    Links,

    /// <summary>The registry's root is accepted.</summary>
    Registry,

    /// <summary>The scope is the required scope.</summary>
    Scope,

    /// <summary>The recipient is the required recipient.</summary>
    Recipient,

    /// <summary>The subject is named or hidden as required, and is the required subject.</summary>
    Subject,

    /// <summary>The bounds of the score are the required bounds.</summary>
    Bounds,

    /// <summary>The proof is not too old, and its asOf is not in the future.</summary>
    Age,

    /// <summary>The proof is valid for its public signals.</summary>
    Proof,
}
