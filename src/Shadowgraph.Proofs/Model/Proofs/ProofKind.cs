using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>What a proof says about the score. Whether the subject is named is a separate choice.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofKind>))]
public enum ProofKind
{
    /// <summary>The score itself is disclosed.</summary>
    Exact,

    /// <summary>The score is at least a threshold.</summary>
    Threshold,

    /// <summary>The score lies between two bounds.</summary>
    Range,

    /// <summary>The registry holds the subject, with some evidence that has not expired; nothing is said of the score.</summary>
    SetMembership,
}
