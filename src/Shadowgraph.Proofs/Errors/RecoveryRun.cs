namespace Shadowgraph.Proofs.Errors;

/// <summary>The attempts at one request, one after the other, each taken down.</summary>
internal sealed class RecoveryRun<T>(IRecoverable<T> work) : RecoveryRecord
    where T : class
{
    public async ValueTask<AttemptOutcome<T>> AttemptAsync(CancellationToken cancellationToken)
    {
        var outcome = await work.AttemptAsync(++Attempts, cancellationToken).ConfigureAwait(false);
        End(outcome.Error, outcome.Plan);
        return outcome;
    }

    public override void Recover()
    {
        if (GoesOn) work.Recovering(Error, Decision);
    }
}
