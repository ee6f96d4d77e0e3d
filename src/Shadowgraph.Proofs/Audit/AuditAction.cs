using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Audit;

/// <summary>The recorded actions. Entries store the names, so the meaning of a name never changes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuditAction>))]
public enum AuditAction
{
    /// <summary>A request was accepted.</summary>
    Requested,

    /// <summary>A request joined an equal request, named in the detail.</summary>
    Joined,

    /// <summary>A request was answered from the cache.</summary>
    ServedFromCache,

    /// <summary>
    /// A request was refused, by access control or on the way into the queue, or withdrawn before admission. The last entry of the request. An entry
    /// with a <see cref="AuditEntry.Count"/> stands for that number of refusals.
    /// </summary>
    Refused,

    /// <summary>An attempt began; the detail names the circuit.</summary>
    Started,

    /// <summary>An attempt failed and is repeated.</summary>
    Retried,

    /// <summary>An attempt failed and is repeated with a smaller circuit.</summary>
    FellBack,

    /// <summary>A request has a proof; the detail names the circuit. The last entry of the request.</summary>
    Completed,

    /// <summary>A request failed. The last entry of the request.</summary>
    Failed,

    /// <summary>A request was cancelled. The last entry of the request.</summary>
    Cancelled,

    /// <summary>A proving key is in use from now on; the detail names circuit, hash and kind.</summary>
    KeyLoaded,

    /// <summary>A proving key is missing, damaged, forbidden, or belongs to another circuit; the detail names the circuit.</summary>
    KeyRefused,

    /// <summary>A configuration: the pipeline's options at its creation, or settings recorded by the host.</summary>
    Configuration,

    /// <summary>A sink lost entries; the detail states the number.</summary>
    EntriesLost,
}
