using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>Possible remedies for an error.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofErrorRecoverability>))]
public enum ProofErrorRecoverability
{
    /// <summary>A later retry of the same request.</summary>
    Retryable,

    /// <summary>An alternative way to the same proof: a smaller circuit in more links, less memory.</summary>
    FallbackAvailable,

    /// <summary>None: the same request fails again.</summary>
    Fatal,
}
