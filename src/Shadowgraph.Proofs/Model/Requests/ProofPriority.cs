using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>How urgent a request is. Who waits long enough overtakes the more urgent ones that came later.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofPriority>))]
public enum ProofPriority
{
    /// <summary>When nothing else waits.</summary>
    Low = 0,

    /// <summary>The usual.</summary>
    Normal = 1,

    /// <summary>Somebody is waiting for it.</summary>
    High = 2,

    /// <summary>Before all others.</summary>
    Critical = 3,
}
