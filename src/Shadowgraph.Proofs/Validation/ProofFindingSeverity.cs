using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Validation;

/// <summary>Whether a finding makes a result unusable.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofFindingSeverity>))]
public enum ProofFindingSeverity
{
    /// <summary>It may be used; somebody should know.</summary>
    Warning,

    /// <summary>It must not be used.</summary>
    Error,
}
