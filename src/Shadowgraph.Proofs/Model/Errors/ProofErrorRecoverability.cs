using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>What may help against an error.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofErrorRecoverability>))]
public enum ProofErrorRecoverability
{
    /// <summary>The same again, later.</summary>
    Retryable,

    /// <summary>Another way to the same proof: a smaller circuit in more links, less memory.</summary>
    FallbackAvailable,

    /// <summary>Nothing: the same request fails again.</summary>
    Fatal,
}
