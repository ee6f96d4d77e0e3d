using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Validation;

/// <summary>What a validator checks.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofCheck>))]
public enum ProofCheck
{
    /// <summary>The result has the parts that it must have, and they fit each other.</summary>
    Structure,

    /// <summary>The hash is that of the proof: it is the proof it was, bit for bit.</summary>
    Hash,

    /// <summary>The opinion is one, and gives a score that the proof shows.</summary>
    Opinion,

    /// <summary>The verification key is the one that is pinned, and may be used.</summary>
    Key,

    /// <summary>There are no more links than expected, and they make one proof.</summary>
    Links,

    /// <summary>The registry's root is accepted.</summary>
    Registry,

    /// <summary>The scope is the one expected.</summary>
    Scope,

    /// <summary>The recipient is the one expected.</summary>
    Recipient,

    /// <summary>The subject is named or hidden as expected, and is the one expected.</summary>
    Subject,

    /// <summary>The scores that the proof leaves possible are those expected.</summary>
    Bounds,

    /// <summary>The proof is neither too old nor of a time to come.</summary>
    Age,

    /// <summary>The proof is valid for its public signals.</summary>
    Proof,
}
