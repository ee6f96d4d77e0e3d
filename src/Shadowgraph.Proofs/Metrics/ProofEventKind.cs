using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Metrics;

/// <summary>The kinds of events of a request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofEventKind>))]
public enum ProofEventKind
{
    /// <summary>The request arrived.</summary>
    Requested,

    /// <summary>The request was refused before the queue. An end.</summary>
    Refused,

    /// <summary>The request was answered from the cache.</summary>
    ServedFromCache,

    /// <summary>The request joined an equal request in progress.</summary>
    Joined,

    /// <summary>The request was added to the queue.</summary>
    Queued,

    /// <summary>An attempt began.</summary>
    Started,

    /// <summary>An attempt failed and will be repeated.</summary>
    Retried,

    /// <summary>An attempt failed and will be repeated with a smaller circuit.</summary>
    FellBack,

    /// <summary>A prover that ignored cancellation was abandoned.</summary>
    Abandoned,

    /// <summary>The request has a proof. An end.</summary>
    Completed,

    /// <summary>The request failed. An end.</summary>
    Failed,

    /// <summary>The request was cancelled, possibly before admission. An end.</summary>
    Cancelled,
}
