using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The severity of an error for an operator.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofErrorSeverity>))]
public enum ProofErrorSeverity
{
    /// <summary>Part of normal use.</summary>
    Low,

    /// <summary>Needs attention if repeated.</summary>
    Medium,

    /// <summary>Needs attention.</summary>
    High,
}
