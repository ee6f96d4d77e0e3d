using System.Diagnostics;
using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>Proves for one flight: attempts within the recovery policy, and their end.</summary>
internal sealed class FlightRun(Flight flight, Lease first, FlightCrew crew) : IRecoverable<ProofResult>
{
    private CircuitSize _maxCircuitSize = flight.Plan.Size;
    private int _maxThreads;
    private ProofTimings _stages;

    // The run itself, and each call that it had to leave behind.
    private int _users = 1;

    public async Task RunAsync()
    {
        try
        {
            var outcome = await crew.Recovery.RunAsync(this, flight.Cancelled).ConfigureAwait(false);
            if (outcome.Succeeded)
            {
                // Before the flight ends, so that an equal request is hardly ever proved again.
                await crew.Cache.StoreAsync(flight.Admitted, outcome.Value.Proof!).ConfigureAwait(false);
                crew.Desk.Complete(flight, outcome.Value, _stages);
            }
            else
            {
                crew.Desk.Fail(flight, outcome.Error);
            }
        }
        catch (OperationCanceledException) when (flight.Cancelled.IsCancellationRequested)
        {
            // Nobody waits for it any more: all who did have their answers.
        }
#pragma warning disable CA1031 // Whatever it is, the requests get their answers.
        catch (Exception e)
#pragma warning restore CA1031
        {
            crew.Desk.Fail(flight, crew.Errors.Classify(e, flight.Id, ProofStage.Recovering, flight));
        }
        finally
        {
            first.Dispose();
            Leave();
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
            return new(crew.Errors.Classify(e, flight.Id, ProofStage.Planning, flight), flight.Plan);
        }

        using (lease)
        {
            crew.Book.BeginAttempt(flight, lease.Plan);
            crew.Events.Tell(ProofEventKind.Started, flight.Lead, flight);
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
        flight.Progress.Recover();
        if (decision.MaxCircuitSize is { } smaller)
        {
            _maxCircuitSize = smaller;
            crew.Logger.FellBack(flight.Id, flight.Attempts, error.Type, smaller);
            crew.Events.Tell(ProofEventKind.FellBack, flight.Lead, flight, error.Type);
        }
        else
        {
            crew.Logger.AttemptRepeated(flight.Id, flight.Attempts, error.Type, decision.Delay);
            crew.Events.Tell(ProofEventKind.Retried, flight.Lead, flight, error.Type);
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
                    $"The attempt was not done in {crew.Options.AttemptTimeout}.", flight.Id, flight, UseOf(lease)));
        }
        catch (OperationCanceledException e)
        {
            return Failed(
                lease,
                crew.Errors.Make(
                    ProofErrorType.ProofGenerationFailed, "The prover gave up without having been cancelled.", flight.Id, flight,
                    UseOf(lease)) with
                { Exception = e });
        }
#pragma warning disable CA1031 // Classified: whatever it is, the recovery strategies decide.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Failed(lease, crew.Errors.Classify(e, flight.Id, flight.Progress.Current.Stage, flight, UseOf(lease)));
        }
    }

    private async Task<AttemptOutcome<ProofResult>> AttemptAsync(Lease lease, CancellationToken cancellationToken)
    {
        using var scope = crew.Logger.BeginScope(new RequestScope(flight.Id));
        if (await crew.Events.ActivityOfAsync(flight.Lead).ConfigureAwait(false) is { } activity) Activity.Current = activity;
        var began = crew.Time.GetTimestamp();
        var progress = new AttemptProgress(flight.Progress, cancellationToken);
        var proving = crew.Prover.ProveAsync(flight.Job, lease.Plan, progress, cancellationToken);
        if (proving is null || await proving.ConfigureAwait(false) is not { Proof: not null } proved)
            return Failed(lease, NullFrom(nameof(IProver), nameof(IProver.ProveAsync), lease));
        cancellationToken.ThrowIfCancellationRequested(); // Too late: another attempt may be on its way.
        var validating = crew.Time.GetTimestamp();
        var work = PredictedWork.Done(lease.Plan, crew.Leases, crew.Leases.UsedBy(lease));
        flight.Progress.Validate();

        var candidate = ProofResult.Completed(
            flight.Id, proved.Proof, proved.Opinion, default, flight.Attempts, resources: ProverFigures.Resources(proved.Resources));
        var validation = await crew.Validator.ValidateAsync(candidate, flight.Job.Expectation, cancellationToken).ConfigureAwait(false);
        if (validation is null) return Failed(lease, NullFrom(nameof(IProofValidator), nameof(IProofValidator.ValidateAsync), lease));
        if (!validation.IsValid)
        {
            var tampered = validation.Findings.Any(finding => finding is { Severity: ProofFindingSeverity.Error, Check: ProofCheck.Hash });
            return Failed(
                lease,
                crew.Errors.Make(
                    tampered ? ProofErrorType.ProofTampered : ProofErrorType.ProofValidationFailed,
                    $"The result was not accepted. {validation}", flight.Id, flight, UseOf(lease)));
        }

        crew.Predictor.Learn(work, crew.Time.GetElapsedTime(began, validating) - ProverFigures.Bounded(proved.Timings.KeyLoad));
        _stages = ProverFigures.Stages(proved.Timings, crew.Time.GetElapsedTime(validating));
        return new(candidate);
    }

    private async Task<Lease> LeaseAgainAsync(CancellationToken cancellationToken)
    {
        crew.Book.Replan(flight, crew.Admission.Plan(flight.Job, _maxCircuitSize));
        return await crew.Dispatcher.LeaseAgainAsync(flight.Plan, _maxThreads, cancellationToken).ConfigureAwait(false);
    }

    private void TellAttempt(Lease lease, ProofErrorType? error) => flight.Trace?.Attempt(
        new AttemptTrace(
            flight.Attempts, lease.Plan.Size, lease.Plan.LinkCount, flight.AttemptStarted,
            crew.Time.GetElapsedTime(flight.AttemptStarted), _stages, error));

    private void Abandon(Lease lease, Task overdue)
    {
        Interlocked.Increment(ref _users);
        lease.Abandon();
        crew.Logger.ProverAbandoned(flight.Id, crew.Options.CancellationGrace, crew.Leases.Abandoned, crew.Options.MaxAbandoned);
        crew.Events.Tell(ProofEventKind.Abandoned, flight.Lead, flight);
        _ = overdue.ContinueWith(
            _ =>
            {
                lease.Settle();
                crew.Logger.ProverReturned(flight.Id);
                Leave();
            },
            CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0) flight.ClearSecrets();
    }

    private static AttemptOutcome<ProofResult> Failed(Lease lease, ProofError error) => new(error, lease.PlanAtPeak);

    private ProofError NullFrom(string service, string method, Lease lease) => crew.Errors.Make(
        ProofErrorType.InternalError, $"{service}.{method} returned null. Correct the service.", flight.Id, flight, UseOf(lease));

    private ResourceUse UseOf(Lease lease) => new(lease.Bytes, lease.Threads, crew.Time.GetElapsedTime(flight.AttemptStarted));
}
