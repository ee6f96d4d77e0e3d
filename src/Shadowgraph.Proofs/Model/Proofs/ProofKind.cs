using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The claim of a proof about the score. Disclosure of the subject is a separate choice.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofKind>))]
public enum ProofKind
{
    /// <summary>The exact score is disclosed.</summary>
    Exact,

    /// <summary>The score is at least a threshold.</summary>
    Threshold,

    /// <summary>The score lies between two bounds.</summary>
    Range,

    /// <summary>The registry holds the subject, with some evidence that has not expired; the score stays secret.</summary>
    SetMembership,
}
