using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>Where a request stands. The last three are final.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofState>))]
public enum ProofState
{
    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>It is being proved, or waits to be tried again.</summary>
    Processing,

    /// <summary>It has its proof.</summary>
    Completed,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It was cancelled.</summary>
    Cancelled,
}
