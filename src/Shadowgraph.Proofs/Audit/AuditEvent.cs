using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Audit;

/// <summary>What is to be recorded. Time, number and hash are given to it by the trail.</summary>
[JsonConverter(typeof(NoJsonConverter<AuditEvent>))]
public readonly record struct AuditEvent
{
    /// <summary>The most UTF-16 characters of a detail that are kept: 500.</summary>
    public const int MaxDetailLength = 500;

    /// <summary>What was done.</summary>
    public required AuditAction Action { get; init; }

    /// <summary>The request; null if it has to do with none.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>The user; nobody in particular by default.</summary>
    public ProofUserId UserId { get; init; }

    /// <summary>What went wrong; null if nothing did.</summary>
    public ProofErrorType? Error { get; init; }

    /// <summary>The attempt, counted from 1; 0 if none has begun.</summary>
    public int Attempt { get; init; }

    /// <summary>
    /// How many further refusals it stands for, which have no entries of their own; 0, the default, if it stands for itself.
    /// </summary>
    public long Count { get; init; }

    /// <summary>
    /// More about it, without secrets; null for nothing. What is longer than <see cref="MaxDetailLength"/> is cut off, and controls,
    /// separators of lines and other characters that could forge or hide a line become spaces.
    /// </summary>
    public string? Detail { get; init; }
}
