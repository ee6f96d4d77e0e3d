using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>How much an error should worry an operator.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofErrorSeverity>))]
public enum ProofErrorSeverity
{
    /// <summary>Part of normal use.</summary>
    Low,

    /// <summary>To be looked at if it repeats.</summary>
    Medium,

    /// <summary>To be looked at.</summary>
    High,
}
