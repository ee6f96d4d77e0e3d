namespace Shadowgraph.Proofs.Errors;

/// <summary>Repeats attempts as the strategies decide.</summary>
internal sealed class RecoveryPolicy(IEnumerable<IRecoveryStrategy> strategies, TimeProvider time)
{
    private readonly IRecoveryStrategy[] _strategies = [.. strategies];

    /// <summary>Attempts until one succeeds or the strategies give up; the outcome is that of the last attempt.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled, during an attempt or a delay.</exception>
    public async Task<AttemptOutcome<T>> RunAsync<T>(IRecoverable<T> work, CancellationToken cancellationToken)
        where T : class
    {
        var errors = new List<ProofError>();
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await work.AttemptAsync(attempt, cancellationToken).ConfigureAwait(false);
            if (outcome.Succeeded) return outcome;
            errors.Add(outcome.Error);
            var context = new RecoveryContext(outcome.Plan, errors, attempt);
            var decision = _strategies.Select(strategy => strategy.Decide(context)).FirstOrDefault(d => d.TriesAgain || d.EndsRequest);
            if (decision is not { TriesAgain: true }) return outcome;
            work.Recovering(outcome.Error, decision);
            await Task.Delay(decision.Delay, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
