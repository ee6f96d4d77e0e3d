using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Dispatch.Isolation;
using Shadowgraph.Proofs.Dispatch.Leasing;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// Makes proofs: runs attempts within the recovery policy, then ends the proof. A single runner serves all proofs; the state of a run lives in
/// its proof.
/// </summary>
internal sealed class ProofRunner(
    ProofPipelineOptions options,
    TimeProvider time,
    IProver prover,
    IProofValidator validator,
    FailSafeCache cache,
    RecoveryPolicy recovery,
    FailSafePredictor predictor,
    Admission admission,
    InFlightRequests requests,
    RequestCompletion completion,
    LeasePool leases,
    ReturningProofs returning,
    EventPublisher events,
    ErrorSource errors,
    ILogger logger)
{
    /// <summary>Runs a proof to its end. Failures become the requests' result, without an exception.</summary>
    /// <param name="inFlight">The proof.</param>
    /// <param name="first">The lease of the first attempt.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask RunAsync(InFlightProof inFlight, Lease first)
    {
        try
        {
            var outcome = await recovery.RunAsync(
                (Runner: this, InFlight: inFlight, First: first),
                static (run, number, token) => run.Runner.AttemptAsync(run.InFlight, number == 1 ? run.First : null, token),
                static (run, error, decision) => run.Runner.Recover(run.InFlight, error, decision),
                inFlight.Cancelled).ConfigureAwait(false);
            if (outcome.Succeeded)
            {
                // Stored before the proof ends, so that an equal request is hardly ever proved a second time.
                await cache.StoreAsync(inFlight.Admitted, outcome.Value.Proof!).ConfigureAwait(false);
                completion.Complete(inFlight, outcome.Value, inFlight.Stages);
            }
            else
            {
                completion.Fail(inFlight, outcome.Error);
            }
        }
        catch (OperationCanceledException) when (inFlight.Cancelled.IsCancellationRequested)
        {
            // No request waits any more: all are answered.
        }
#pragma warning disable CA1031 // After any fault the requests get their answers.
        catch (Exception e)
#pragma warning restore CA1031
        {
            completion.Fail(inFlight, errors.Classify(e, inFlight.Id, ProofStage.Recovering, inFlight));
        }
        finally
        {
            first.Dispose();
            inFlight.ReleaseSecrets();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AttemptOutcome<ProofResult>> AttemptAsync(InFlightProof inFlight, Lease? first, CancellationToken cancellationToken)
    {
        Lease lease;
        try
        {
            lease = first ?? await LeaseAgainAsync(inFlight, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(errors.Classify(e, inFlight.Id, ProofStage.Planning, inFlight), inFlight.Plan);
        }

        using (lease)
        {
            requests.BeginAttempt(inFlight, lease.Plan);
            events.Tell(ProofEventKind.Started, inFlight.Lead, inFlight);
            try
            {
                var outcome = await CallAsync(inFlight, lease, cancellationToken).ConfigureAwait(false);
                TellAttempt(inFlight, lease, outcome.Succeeded ? null : outcome.Error.Type);
                return outcome;
            }
            catch (OperationCanceledException)
            {
                TellAttempt(inFlight, lease, ProofErrorType.ProofGenerationCancelled);
                throw;
            }
        }
    }

    private void Recover(InFlightProof inFlight, ProofError error, RecoveryDecision decision)
    {
        inFlight.Progress.Recover();
        if (decision.MaxCircuitSize is { } smaller)
        {
            inFlight.MaxCircuitSize = smaller;
            logger.FellBack(inFlight.Id, inFlight.Attempts, error.Type, smaller);
            events.Tell(ProofEventKind.FellBack, inFlight.Lead, inFlight, error.Type);
        }
        else
        {
            logger.AttemptRepeated(inFlight.Id, inFlight.Attempts, error.Type, decision.Delay);
            events.Tell(ProofEventKind.Retried, inFlight.Lead, inFlight, error.Type);
        }

        inFlight.MaxThreads = decision.MaxDegreeOfParallelism ?? inFlight.MaxThreads;
        if (decision.CompactsMemory) ProverMemory.Compact();
    }

    /// <summary>Runs an attempt under its deadline.</summary>
    /// <exception cref="OperationCanceledException">No request waits any more.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AttemptOutcome<ProofResult>> CallAsync(
        InFlightProof inFlight, Lease lease, CancellationToken cancellationToken)
    {
        using var call = new AttemptCall<(ProofRunner Runner, InFlightProof InFlight, Lease Lease), AttemptOutcome<ProofResult>>(
            options, time, (this, inFlight, lease), static (run, token) => run.Runner.ProveAsync(run.InFlight, run.Lease, token), cancellationToken);
        try
        {
            return await call.RunAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (call.IsStopped)
        {
            if (call.Overdue is { } overdue) Abandon(inFlight, lease, overdue);
            cancellationToken.ThrowIfCancellationRequested();
            return Failed(
                lease,
                errors.Make(
                    ProofErrorType.ProofGenerationTimeout,
                    $"The attempt was not done in {options.AttemptTimeout}.", inFlight.Id, inFlight, UseOf(inFlight, lease)));
        }
        catch (OperationCanceledException e)
        {
            return Failed(
                lease,
                errors.Make(
                    ProofErrorType.ProofGenerationFailed, "The prover gave up without having been cancelled.", inFlight.Id, inFlight,
                    UseOf(inFlight, lease)) with
                { Exception = e });
        }
#pragma warning disable CA1031 // Any exception is classified; the recovery strategies decide.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Failed(lease, errors.Classify(e, inFlight.Id, inFlight.Progress.Current.Stage, inFlight, UseOf(inFlight, lease)));
        }
    }

    private async Task<AttemptOutcome<ProofResult>> ProveAsync(InFlightProof inFlight, Lease lease, CancellationToken cancellationToken)
    {
        using var scope = logger.BeginScope(inFlight.Scope);
        if (await events.ActivityOfAsync(inFlight.Lead).ConfigureAwait(false) is { } activity) Activity.Current = activity;
        var began = time.GetTimestamp();
        var progress = new AttemptProgress(inFlight.Progress, cancellationToken);
        var proving = prover.ProveAsync(inFlight.Job, lease.Plan, progress, cancellationToken);
        if (proving is null || await proving.ConfigureAwait(false) is not { Proof: not null } proved)
            return Failed(lease, NullFrom(nameof(IProver), nameof(IProver.ProveAsync), inFlight, lease));
        cancellationToken.ThrowIfCancellationRequested(); // Too late: another attempt may have begun.
        var validating = time.GetTimestamp();
        var work = PredictedWork.Done(lease.Plan, leases, leases.UsedBy(lease));
        inFlight.Progress.Validate();

        var candidate = ProofResult.Completed(
            inFlight.Id, proved.Proof, proved.Opinion, default, inFlight.Attempts, resources: ProverFigures.Resources(proved.Resources));
        var validation = await validator.ValidateAsync(candidate, inFlight.Job.Expectation, cancellationToken).ConfigureAwait(false);
        if (validation is null)
            return Failed(lease, NullFrom(nameof(IProofValidator), nameof(IProofValidator.ValidateAsync), inFlight, lease));
        if (!validation.IsValid)
        {
            var tampered = validation.Findings.Any(finding => finding is { Severity: ProofFindingSeverity.Error, Check: ProofCheck.Hash });
            return Failed(
                lease,
                errors.Make(
                    tampered ? ProofErrorType.ProofTampered : ProofErrorType.ProofValidationFailed,
                    $"The result was not accepted. {validation}", inFlight.Id, inFlight, UseOf(inFlight, lease)));
        }

        predictor.Learn(work, time.GetElapsedTime(began, validating) - ProverFigures.Bounded(proved.Timings.KeyLoad));
        inFlight.Stages = ProverFigures.Stages(proved.Timings, time.GetElapsedTime(validating));
        return new(candidate);
    }

    private async Task<Lease> LeaseAgainAsync(InFlightProof inFlight, CancellationToken cancellationToken)
    {
        requests.Replan(inFlight, admission.Plan(inFlight.Job, inFlight.MaxCircuitSize));
        return await returning.LeaseAsync(inFlight.Plan, inFlight.MaxThreads, cancellationToken).ConfigureAwait(false);
    }

    private void TellAttempt(InFlightProof inFlight, Lease lease, ProofErrorType? error) => inFlight.Trace?.Attempt(
        inFlight.Attempts, lease.Plan, inFlight.AttemptStarted, time.GetElapsedTime(inFlight.AttemptStarted), inFlight.Stages, error);

    private void Abandon(InFlightProof inFlight, Lease lease, Task overdue)
    {
        inFlight.Admitted.Hold(); // the abandoned prover still works with the secret
        lease.Abandon();
        logger.ProverAbandoned(inFlight.Id, options.CancellationGrace, leases.Abandoned, options.MaxAbandoned);
        events.Tell(ProofEventKind.Abandoned, inFlight.Lead, inFlight);
        _ = overdue.ContinueWith(
            _ =>
            {
                lease.Settle();
                logger.ProverReturned(inFlight.Id);
                inFlight.Admitted.Dispose();
            },
            CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private static AttemptOutcome<ProofResult> Failed(Lease lease, ProofError error) => new(error, lease.PlanAtPeak);

    private ProofError NullFrom(string service, string method, InFlightProof inFlight, Lease lease) => errors.Make(
        ProofErrorType.InternalError,
        $"{service}.{method} returned null. Correct the service.",
        inFlight.Id,
        inFlight,
        UseOf(inFlight, lease));

    private ResourceUse UseOf(InFlightProof inFlight, Lease lease) => new()
    {
        MemoryBytes = lease.Bytes,
        Processors = lease.Threads,
        Duration = time.GetElapsedTime(inFlight.AttemptStarted),
    };

    /// <summary>
    /// Forwards the progress of one attempt, until the attempt stops: an abandoned prover must not report in the name of the next attempt.
    /// </summary>
    private sealed class AttemptProgress(ProgressState progress, CancellationToken attempt) : IProgress<ProverProgress>
    {
        public void Report(ProverProgress value)
        {
            if (!attempt.IsCancellationRequested) progress.Report(value);
        }
    }
}
