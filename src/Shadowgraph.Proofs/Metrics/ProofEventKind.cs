using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Metrics;

/// <summary>What happened to a request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofEventKind>))]
public enum ProofEventKind
{
    /// <summary>It came.</summary>
    Requested,

    /// <summary>It was refused: it never waited or ran. An end.</summary>
    Refused,

    /// <summary>It was answered from the cache.</summary>
    ServedFromCache,

    /// <summary>It joined an equal request that is already on its way.</summary>
    Joined,

    /// <summary>It was put in line.</summary>
    Queued,

    /// <summary>An attempt began.</summary>
    Started,

    /// <summary>An attempt failed and will be repeated.</summary>
    Retried,

    /// <summary>An attempt failed and will be repeated with a smaller circuit.</summary>
    FellBack,

    /// <summary>A prover that ignored its cancellation was left behind.</summary>
    Abandoned,

    /// <summary>It has its proof. An end.</summary>
    Completed,

    /// <summary>It failed. An end.</summary>
    Failed,

    /// <summary>It was cancelled, maybe before it was let in. An end.</summary>
    Cancelled,
}
