using System.Diagnostics;
using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>Proves for one proof: attempts within the recovery policy, and their end.</summary>
internal sealed class ProofRun(InFlightProof inFlight, Lease first, ProofRunServices crew) : IRecoverable<ProofResult>
{
    private CircuitSize _largestSize = inFlight.Plan.Size;
    private int _maxThreads;
    private ProofTimings _stages;

    public async Task RunAsync()
    {
        try
        {
            var outcome = await crew.Recovery.RunAsync(this, inFlight.Cancelled).ConfigureAwait(false);
            if (outcome.Succeeded)
            {
                // Before the proof ends, so that an equal request is hardly ever proved again.
                await crew.Cache.StoreAsync(inFlight.Admitted, outcome.Value.Proof!).ConfigureAwait(false);
                crew.Completion.Complete(inFlight, outcome.Value, _stages);
            }
            else
            {
                crew.Completion.Fail(inFlight, outcome.Error);
            }
        }
        catch (OperationCanceledException) when (inFlight.Cancelled.IsCancellationRequested)
        {
            // Nobody waits for it any more: all who did have their answers.
        }
#pragma warning disable CA1031 // Whatever it is, the requests get their answers.
        catch (Exception e)
#pragma warning restore CA1031
        {
            crew.Completion.Fail(inFlight, crew.Errors.Classify(e, inFlight.Id, ProofStage.Recovering, inFlight));
        }
        finally
        {
            first.Dispose();
            inFlight.ReleaseSecrets();
            crew.Dispatcher.RunEnded();
        }
    }

    public async Task<AttemptOutcome<ProofResult>> AttemptAsync(int number, CancellationToken cancellationToken)
    {
        Lease lease;
        try
        {
            lease = number == 1 ? first : await LeaseAgainAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(crew.Errors.Classify(e, inFlight.Id, ProofStage.Planning, inFlight), inFlight.Plan);
        }

        using (lease)
        {
            crew.Requests.BeginAttempt(inFlight, lease.Plan);
            crew.Events.Tell(ProofEventKind.Started, inFlight.Lead, inFlight);
            try
            {
                var outcome = await CallAsync(lease, cancellationToken).ConfigureAwait(false);
                TellAttempt(lease, outcome.Succeeded ? null : outcome.Error.Type);
                return outcome;
            }
            catch (OperationCanceledException)
            {
                TellAttempt(lease, ProofErrorType.ProofGenerationCancelled);
                throw;
            }
        }
    }

    public void Recovering(ProofError error, RecoveryDecision decision)
    {
        inFlight.Progress.Recover();
        if (decision.LargestSize is { } smaller)
        {
            _largestSize = smaller;
            crew.Logger.FellBack(inFlight.Id, inFlight.Attempts, error.Type, smaller);
            crew.Events.Tell(ProofEventKind.FellBack, inFlight.Lead, inFlight, error.Type);
        }
        else
        {
            crew.Logger.AttemptRepeated(inFlight.Id, inFlight.Attempts, error.Type, decision.Delay);
            crew.Events.Tell(ProofEventKind.Retried, inFlight.Lead, inFlight, error.Type);
        }

        _maxThreads = decision.MaxDegreeOfParallelism ?? _maxThreads;
        if (decision.CompactsMemory) ProverMemory.Compact();
    }

    /// <summary>An attempt under its deadline.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits for it any more.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AttemptOutcome<ProofResult>> CallAsync(Lease lease, CancellationToken cancellationToken)
    {
        using var call = new AttemptCall<AttemptOutcome<ProofResult>>(
            crew.Options, crew.Time, token => AttemptAsync(lease, token), cancellationToken);
        try
        {
            return await call.RunAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (call.IsStopped)
        {
            if (call.Overdue is { } overdue) Abandon(lease, overdue);
            cancellationToken.ThrowIfCancellationRequested();
            return Failed(
                lease,
                crew.Errors.Make(
                    ProofErrorType.ProofGenerationTimeout,
                    $"The attempt was not done in {crew.Options.AttemptTimeout}.", inFlight.Id, inFlight, UseOf(lease)));
        }
        catch (OperationCanceledException e)
        {
            return Failed(
                lease,
                crew.Errors.Make(
                    ProofErrorType.ProofGenerationFailed, "The prover gave up without having been cancelled.", inFlight.Id, inFlight,
                    UseOf(lease)) with
                { Exception = e });
        }
#pragma warning disable CA1031 // Classified: whatever it is, the recovery strategies decide.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Failed(lease, crew.Errors.Classify(e, inFlight.Id, inFlight.Progress.Current.Stage, inFlight, UseOf(lease)));
        }
    }

    private async Task<AttemptOutcome<ProofResult>> AttemptAsync(Lease lease, CancellationToken cancellationToken)
    {
        using var scope = crew.Logger.BeginScope(new RequestScope(inFlight.Id));
        if (await crew.Events.ActivityOfAsync(inFlight.Lead).ConfigureAwait(false) is { } activity) Activity.Current = activity;
        var began = crew.Time.GetTimestamp();
        var progress = new AttemptProgress(inFlight.Progress, cancellationToken);
        var proving = crew.Prover.ProveAsync(inFlight.Job, lease.Plan, progress, cancellationToken);
        if (proving is null || await proving.ConfigureAwait(false) is not { Proof: not null } proved)
            return Failed(lease, NullFrom(nameof(IProver), nameof(IProver.ProveAsync), lease));
        cancellationToken.ThrowIfCancellationRequested(); // Too late: another attempt may be on its way.
        var validating = crew.Time.GetTimestamp();
        var work = PredictedWork.Done(lease.Plan, crew.Leases, crew.Leases.UsedBy(lease));
        inFlight.Progress.Validate();

        var candidate = ProofResult.Completed(
            inFlight.Id, proved.Proof, proved.Opinion, default, inFlight.Attempts, resources: ProverFigures.Resources(proved.Resources));
        var validation = await crew.Validator.ValidateAsync(candidate, inFlight.Job.Expectation, cancellationToken).ConfigureAwait(false);
        if (validation is null) return Failed(lease, NullFrom(nameof(IProofValidator), nameof(IProofValidator.ValidateAsync), lease));
        if (!validation.IsValid)
        {
            var tampered = validation.Findings.Any(finding => finding is { Severity: ProofFindingSeverity.Error, Check: ProofCheck.Hash });
            return Failed(
                lease,
                crew.Errors.Make(
                    tampered ? ProofErrorType.ProofTampered : ProofErrorType.ProofValidationFailed,
                    $"The result was not accepted. {validation}", inFlight.Id, inFlight, UseOf(lease)));
        }

        crew.Predictor.Learn(work, crew.Time.GetElapsedTime(began, validating) - ProverFigures.Bounded(proved.Timings.KeyLoad));
        _stages = ProverFigures.Stages(proved.Timings, crew.Time.GetElapsedTime(validating));
        return new(candidate);
    }

    private async Task<Lease> LeaseAgainAsync(CancellationToken cancellationToken)
    {
        crew.Requests.Replan(inFlight, crew.Admission.Plan(inFlight.Job, _largestSize));
        return await crew.Dispatcher.LeaseAgainAsync(inFlight.Plan, _maxThreads, cancellationToken).ConfigureAwait(false);
    }

    private void TellAttempt(Lease lease, ProofErrorType? error) => inFlight.Trace?.Attempt(
        new AttemptTrace(
            inFlight.Attempts, lease.Plan.Size, lease.Plan.LinkCount, inFlight.AttemptStarted,
            crew.Time.GetElapsedTime(inFlight.AttemptStarted), _stages, error));

    private void Abandon(Lease lease, Task overdue)
    {
        inFlight.Admitted.Hold(); // the prover that was left behind still works with the secret
        lease.Abandon();
        crew.Logger.ProverAbandoned(inFlight.Id, crew.Options.CancellationGrace, crew.Leases.Abandoned, crew.Options.MaxAbandoned);
        crew.Events.Tell(ProofEventKind.Abandoned, inFlight.Lead, inFlight);
        _ = overdue.ContinueWith(
            _ =>
            {
                lease.Settle();
                crew.Logger.ProverReturned(inFlight.Id);
                inFlight.Admitted.Dispose();
            },
            CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private static AttemptOutcome<ProofResult> Failed(Lease lease, ProofError error) => new(error, lease.PlanAtPeak);

    private ProofError NullFrom(string service, string method, Lease lease) => crew.Errors.Make(
        ProofErrorType.InternalError, $"{service}.{method} returned null. Correct the service.", inFlight.Id, inFlight, UseOf(lease));

    private ResourceUse UseOf(Lease lease) => new(lease.Bytes, lease.Threads, crew.Time.GetElapsedTime(inFlight.AttemptStarted));
}
