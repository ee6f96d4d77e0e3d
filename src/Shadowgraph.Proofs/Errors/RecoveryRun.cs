namespace Shadowgraph.Proofs.Errors;

/// <summary>The attempts at one request, one after the other, each taken down. The first was made before.</summary>
internal sealed class RecoveryRun<T>(IRecoverable<T> work, AttemptOutcome<T> first) : RecoveryRecord
    where T : class
{
    public async ValueTask<AttemptOutcome<T>> AttemptAsync(CancellationToken cancellationToken)
    {
        var outcome = ++Attempts == 1 ? first : await work.AttemptAsync(Attempts, cancellationToken).ConfigureAwait(false);
        End(outcome.Error, outcome.Plan);
        return outcome;
    }

    public override void Recover()
    {
        if (GoesOn) work.Recovering(Error, Decision);
    }
}
