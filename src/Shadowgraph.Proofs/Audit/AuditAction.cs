using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Audit;

/// <summary>What was done. Entries keep the names, so a name never changes its meaning.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuditAction>))]
public enum AuditAction
{
    /// <summary>A request was let in.</summary>
    Requested,

    /// <summary>A request joined an equal one; the detail names it.</summary>
    Joined,

    /// <summary>A request was answered from the cache.</summary>
    ServedFromCache,

    /// <summary>
    /// A request was refused, at the door or on its way into the queue, or withdrawn before it was let in. Nothing follows. An entry with a
    /// <see cref="AuditEntry.Count"/> stands for so many of them.
    /// </summary>
    Refused,

    /// <summary>An attempt began; the detail names the circuit.</summary>
    Started,

    /// <summary>An attempt failed and is repeated.</summary>
    Retried,

    /// <summary>An attempt failed and is repeated with a smaller circuit.</summary>
    FellBack,

    /// <summary>A request has its proof; the detail names the circuit. Nothing follows.</summary>
    Completed,

    /// <summary>A request failed. Nothing follows.</summary>
    Failed,

    /// <summary>A request was cancelled. Nothing follows.</summary>
    Cancelled,

    /// <summary>A proving key is in use from now on; the detail names circuit, hash and kind.</summary>
    KeyLoaded,

    /// <summary>A proving key is missing, damaged, of another circuit, or must not be used; the detail names the circuit.</summary>
    KeyRefused,

    /// <summary>Something was set: the pipeline's options when it was made, or what a host records itself.</summary>
    Configuration,

    /// <summary>A sink could not take entries, and they are lost for it; the detail says how many.</summary>
    EntriesLost,
}
