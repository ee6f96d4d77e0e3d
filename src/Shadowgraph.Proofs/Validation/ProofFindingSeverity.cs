using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Validation;

/// <summary>Whether a finding makes a result unusable.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofFindingSeverity>))]
public enum ProofFindingSeverity
{
    /// <summary>The result is usable, but needs attention.</summary>
    Warning,

    /// <summary>The result must not be used.</summary>
    Error,
}
