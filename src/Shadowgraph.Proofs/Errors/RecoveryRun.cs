using Polly;

namespace Shadowgraph.Proofs.Errors;

/// <summary>The attempts at one request, one after the other, each taken down.</summary>
internal sealed class RecoveryRun<T>(IRecoverable<T> work) : RecoveryRecord
    where T : class
{
    public async ValueTask<Outcome<object>> AttemptAsync(CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await work.AttemptAsync(++Attempts, cancellationToken).ConfigureAwait(false);
            End(outcome.Error, outcome.Plan);
            return Outcome.FromResult<object>(outcome);
        }
#pragma warning disable CA1031 // Thrown again behind the pipeline, which takes no exceptions.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Outcome.FromException<object>(e);
        }
    }

    public override void Recover()
    {
        if (GoesOn) work.Recovering(Error, Decision);
    }
}
