using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The states of a request. The last three are final.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofState>))]
public enum ProofState
{
    /// <summary>Waiting in the queue.</summary>
    Queued,

    /// <summary>In an attempt, or between attempts.</summary>
    Processing,

    /// <summary>Ended with a proof.</summary>
    Completed,

    /// <summary>Ended with an error.</summary>
    Failed,

    /// <summary>Ended by cancellation.</summary>
    Cancelled,
}
