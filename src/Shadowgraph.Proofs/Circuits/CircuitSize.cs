using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Circuits;

/// <summary>The three sizes of the reputation circuit. All prove the same statement; a larger circuit takes more attestations per link.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CircuitSize>))]
public enum CircuitSize
{
    /// <summary>72 attestations per link, in a domain of 2¹⁵.</summary>
    Small,

    /// <summary>216 attestations per link, in a domain of 2¹⁶.</summary>
    Medium,

    /// <summary>480 attestations per link, in a domain of 2¹⁷.</summary>
    Large,
}
