namespace Shadowgraph.Proofs;

/// <summary>A request as an operator may see it: nothing of its subject, its proof or its score.</summary>
public sealed record ProofStatus
{
    /// <summary>The request.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who asked.</summary>
    public required ProofUserId UserId { get; init; }

    /// <summary>How urgent it is.</summary>
    public required ProofPriority Priority { get; init; }

    /// <summary>Where it stands.</summary>
    public required ProofState State { get; init; }

    /// <summary>When it came, UTC.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>How far it has come.</summary>
    public required ProofProgress Progress { get; init; }

    /// <summary>What went wrong; null unless it failed or was cancelled.</summary>
    public ProofErrorType? Error { get; init; }
}
