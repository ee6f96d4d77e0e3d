using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Audit;

/// <summary>How what an entry tells of has ended. It follows from the action.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuditOutcome>))]
public enum AuditOutcome
{
    /// <summary>It goes on.</summary>
    Ongoing,

    /// <summary>It has succeeded.</summary>
    Succeeded,

    /// <summary>It has failed.</summary>
    Failed,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary>It was not allowed, or not let in.</summary>
    Refused,
}
