using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The urgency of a request. A request that waits long enough overtakes later, more urgent requests.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofPriority>))]
public enum ProofPriority
{
    /// <summary>For otherwise idle times.</summary>
    Low = 0,

    /// <summary>The default.</summary>
    Normal = 1,

    /// <summary>For an interactive user.</summary>
    High = 2,

    /// <summary>Before all other requests.</summary>
    Critical = 3,
}
