namespace Shadowgraph.Proofs;

/// <summary>The status of a request for an operator: nothing of subject, proof or score.</summary>
public sealed record ProofStatus
{
    /// <summary>The request.</summary>
    public required Guid Id { get; init; }

    /// <summary>The requesting user.</summary>
    public required ProofUserId UserId { get; init; }

    /// <summary>The urgency.</summary>
    public required ProofPriority Priority { get; init; }

    /// <summary>The state.</summary>
    public required ProofState State { get; init; }

    /// <summary>The time of submission, UTC.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>The latest progress report.</summary>
    public required ProofProgress Progress { get; init; }

    /// <summary>The type of error; null unless failed or cancelled.</summary>
    public ProofErrorType? Error { get; init; }
}
