using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Audit;

/// <summary>The outcome of an entry's action. Follows from the action.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuditOutcome>))]
public enum AuditOutcome
{
    /// <summary>Not finished.</summary>
    Ongoing,

    /// <summary>Succeeded.</summary>
    Succeeded,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>Cancelled.</summary>
    Cancelled,

    /// <summary>Not allowed, or not accepted.</summary>
    Refused,
}
