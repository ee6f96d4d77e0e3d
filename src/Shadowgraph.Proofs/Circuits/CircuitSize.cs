using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Circuits;

/// <summary>The three sizes of the reputation circuit. They state the same; a larger one takes more attestations in one link.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CircuitSize>))]
public enum CircuitSize
{
    /// <summary>64 attestations a link, in a domain of 2¹⁵.</summary>
    Small,

    /// <summary>200 attestations a link, in a domain of 2¹⁶.</summary>
    Medium,

    /// <summary>480 attestations a link, in a domain of 2¹⁷.</summary>
    Large,
}
