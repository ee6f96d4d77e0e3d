using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Audit;

/// <summary>An event to be recorded. The trail adds time, number and hash.</summary>
[JsonConverter(typeof(NoJsonConverter<AuditEvent>))]
public readonly record struct AuditEvent
{
    /// <summary>The maximum length of a detail in UTF-16 code units: 500.</summary>
    public const int MaxDetailLength = 500;

    /// <summary>The action.</summary>
    public required AuditAction Action { get; init; }

    /// <summary>The request, if any.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>The user; by default no user.</summary>
    public ProofUserId UserId { get; init; }

    /// <summary>The type of error, if any.</summary>
    public ProofErrorType? Error { get; init; }

    /// <summary>The attempt, counted from 1; 0 before the first attempt.</summary>
    public int Attempt { get; init; }

    /// <summary>
    /// The number of further refusals represented by this event; 0, the default, for a single event.
    /// </summary>
    public long Count { get; init; }

    /// <summary>
    /// Details without secrets, if any. Text beyond <see cref="MaxDetailLength"/> is cut off; control characters, line separators and further
    /// characters that could forge or hide a line become spaces.
    /// </summary>
    public string? Detail { get; init; }
}
