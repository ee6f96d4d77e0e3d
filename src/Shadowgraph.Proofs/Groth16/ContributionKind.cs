using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>The source of randomness of a contribution to a key ceremony.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ContributionKind>))]
public enum ContributionKind
{
    /// <summary>A participant's secret, to be destroyed afterwards.</summary>
    Participant = 0,

    /// <summary>A public random beacon, agreed on before its value was known.</summary>
    Beacon = 1,
}
