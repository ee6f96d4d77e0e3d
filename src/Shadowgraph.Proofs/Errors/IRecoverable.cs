namespace Shadowgraph.Proofs.Errors;

/// <summary>Work that a <see cref="RecoveryPolicy"/> repeats.</summary>
internal interface IRecoverable<T>
    where T : class
{
    /// <summary>Makes one attempt. What fails is in the outcome; only the token's cancellation is thrown.</summary>
    Task<AttemptOutcome<T>> AttemptAsync(int number, CancellationToken cancellationToken);

    /// <summary>Told what was decided, before the delay: the next attempt is to heed it.</summary>
    void Recovering(ProofError error, RecoveryDecision decision);
}
