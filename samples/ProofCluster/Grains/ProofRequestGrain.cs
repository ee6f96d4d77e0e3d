using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using ProofCluster.Contract;
using ProofCluster.Hosting;
using ProofCluster.Operating;
using Shadowgraph.Proofs;

namespace ProofCluster.Grains;

/// <summary>
/// A request: stored before the acceptance, begun again until the end, kept for the time of retention. A reminder wakes a request that no front
/// asks for any more.
/// </summary>
[GrainType("proof-request")]
[SuppressMessage("Reliability", "CA1001", Justification = "The grain's end, OnDeactivateAsync, disposes them.")]
internal sealed class ProofRequestGrain : Grain, IProofRequestGrain, IRemindable
{
    private const string WakeReminder = "wake";

    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenWrites = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(5);

    private readonly ConfirmedState<RequestStatus> _status;
    private readonly ConfirmedState<RequestPayload> _payload;
    private readonly RequestRunner _runner;
    private readonly OpenRequests _open;
    private readonly EndCounts _ends;
    private readonly ProofClusterOptions _options;
    private readonly TimeProvider _time;
    private readonly string _silo;
    private readonly ILogger _logger;
    private readonly HashSet<ChannelWriter<Report>> _watchers = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _interrupt = new();
    private Task? _run;
    private Report? _last;
    private bool _isLeaving;
    private bool _isStartCounted;

    public ProofRequestGrain(
        [PersistentState("status", SiloHost.RequestStore)] IPersistentState<RequestStatus> status,
        [PersistentState("payload", SiloHost.RequestStore)] IPersistentState<RequestPayload> payload,
        RequestRunner runner, OpenRequests open, EndCounts ends, IOptions<ProofClusterOptions> options, TimeProvider time, ILocalSiloDetails silo,
        ILogger<ProofRequestGrain> logger)
    {
        _status = new ConfirmedState<RequestStatus>(status);
        _payload = new ConfirmedState<RequestPayload>(payload);
        (_runner, _open, _ends, _options, _time, _silo, _logger) = (runner, open, ends, options.Value, time, silo.Name, logger);
    }

    private Guid Id => this.GetPrimaryKey();

    private RequestStatus Status => _status.Value;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _status.Load();
        _payload.Load();
        if (Status.Phase == RequestPhase.Accepted) Run();
        else if (Status.IsEnded) _ended.TrySetResult();
        return Task.CompletedTask;
    }

    /// <summary>A silo that stops lets a proof in the making finish within StopGrace; everything else moves at once.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_run is { IsCompleted: false } run)
        {
            var isProving = _last is { State: ProofState.Processing };
            if (reason.ReasonCode == DeactivationReasonCode.ShuttingDown && isProving)
                await Task.WhenAny(run, Task.Delay(_options.StopGrace, _time, cancellationToken));
            await LeaveAsync();
            await Task.WhenAny(run, Task.Delay(LeavePatience, _time, cancellationToken));
        }

        CompleteWatchers();
        _interrupt.Dispose();
        _status.Dispose();
        _payload.Dispose();
    }

    public async Task<AcceptAnswer> Accept(Submission submission)
    {
        if (Status.Phase != RequestPhase.Unknown)
        {
            return IsOwner(submission.Owner) && CryptographicOperations.FixedTimeEquals(submission.Digest, Status.Digest)
                ? AcceptAnswer.Known
                : AcceptAnswer.Conflict;
        }

        if (_open.Count >= _options.MaxOpenPerSilo)
        {
            DeactivateOnIdle(); // a repetition may find another silo
            return AcceptAnswer.Full;
        }

        try
        {
            // In this order a crash in between leaves a reminder that finds nothing, and never a request that nothing wakes.
            await this.RegisterOrUpdateReminder(WakeReminder, _options.ReminderPeriod, _options.ReminderPeriod);
            await _payload.WriteAsync(_ => new RequestPayload { Sealed = submission.SealedRequest });
            await _status.WriteAsync(_ => new RequestStatus
            {
                Phase = RequestPhase.Accepted,
                AcceptedAt = _time.GetUtcNow(),
                Deadline = submission.Deadline,
                Digest = submission.Digest,
                Owner = submission.Owner,
            });
        }
        catch
        {
            DeactivateOnIdle(); // the store may have the write all the same: the next activation reads it
            throw;
        }

        Run();
        return AcceptAnswer.Accepted;
    }

    public async Task<Outcome?> Wait(byte[] owner, TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (!IsOwner(owner) || Status.IsEnded) return OutcomeFor(owner);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(_ended.Task, Task.Delay(atMost, _time, over.Token));
        await over.CancelAsync();
        return Status.IsEnded ? OutcomeFor(owner) : null;
    }

    public Task<Outcome> Find(byte[] owner) => Task.FromResult(OutcomeFor(owner));

    public async Task<bool> Cancel(byte[] owner)
    {
        if (!IsOwner(owner) || Status.Phase != RequestPhase.Accepted) return false;
        await _status.WriteAsync(status => status.Phase == RequestPhase.Accepted ? status with { IsCancelAsked = true } : status);
        if (Status.Phase != RequestPhase.Accepted) return false;
        await _interrupt.CancelAsync();
        return true;
    }

    public async IAsyncEnumerable<Report> Watch(byte[] owner, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!IsOwner(owner)) yield break;
        var channel = Channel.CreateBounded<Report>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        _watchers.Add(channel.Writer);
        try
        {
            if ((Status.IsEnded ? EndReport() : _last) is { } last) channel.Writer.TryWrite(last);
            if (Status.IsEnded || _isLeaving) channel.Writer.TryComplete();
            await foreach (var report in channel.Reader.ReadAllAsync(cancellationToken)) yield return report;
        }
        finally
        {
            _watchers.Remove(channel.Writer);
        }
    }

    public Task Forget(byte[] owner) => IsOwner(owner) && Status.IsEnded ? ClearAsync() : Task.CompletedTask;

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        // An accepted request was begun by the activation.
        if (Status.Phase == RequestPhase.Accepted) return;

        // A tick of the old period may come right after the end.
        if (Status.IsEnded && Status.EndedAt + _options.Retention - _time.GetUtcNow() is { Ticks: > 0 } left)
        {
            await _payload.ClearAsync();
            await RemindAsync(left);
            DeactivateOnIdle();
            return;
        }

        await ClearAsync();
    }

    private bool IsOwner(byte[] owner) => Status.Phase != RequestPhase.Unknown && CryptographicOperations.FixedTimeEquals(owner, Status.Owner);

    private Outcome OutcomeFor(byte[] owner) => IsOwner(owner)
        ? new Outcome(Status.Phase, Status.SealedResult, Status.Starts, _silo, Status.AcceptedAt, Status.IsEnded ? EndReport() : _last)
        : new Outcome(RequestPhase.Unknown, null, 0, _silo, default, null);

    private Report EndReport() => Report.End(Status.Phase, Status.Starts, _last?.Percent ?? 0, _silo);

    private void Run() => _run ??= RunAsync();

    /// <summary>Begins the request until the end, or until another silo is to take the request. No call waits for this method.</summary>
    private async Task RunAsync()
    {
        await Task.Yield();
        using var entry = _open.Enter();
        DelayDeactivation(Status.Deadline - _time.GetUtcNow() + LongestBackoff is { Ticks: > 0 } rest ? rest : LongestBackoff);
        try
        {
            var backoff = FirstBackoff;
            while (!_isLeaving)
            {
                if (await TryProveAsync() is { } result)
                {
                    await EndAsync(result);
                    return;
                }

                if (_isLeaving) break;
                await Task.Delay(backoff, _time, _interrupt.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                if (backoff < LongestBackoff) backoff *= 2;
            }

            await TakeStartBackAsync();
        }
        catch (InconsistentStateException)
        {
            _logger.EndedElsewhere(Id);
        }
#pragma warning disable CA1031 // No caller sees the exception: the next activation begins the request from what the store has.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _logger.RunFailed(Id, e.GetType().Name);
        }

        _isLeaving = true;
        CompleteWatchers();
        DeactivateOnIdle();
    }

    /// <summary>An attempt to prove the request on this silo.</summary>
    /// <returns>The end; null to try again later, or elsewhere if the grain leaves.</returns>
    private async Task<ProofResult?> TryProveAsync()
    {
        var status = Status;
        var left = status.Deadline - _time.GetUtcNow();
        if (status.IsCancelAsked) return Cancelled();
        if (left <= TimeSpan.Zero)
            return Ended(ProofErrorType.ProofGenerationTimeout, $"The request's time was over at {status.Deadline:u}. Ask again.");
        if (!_isStartCounted && status.Starts >= _options.MaxStarts)
        {
            return Ended(
                ProofErrorType.WorkerUnavailable,
                $"The request was begun {status.Starts} times, and no silo came to its end. It may be what brings them down; report it.");
        }

        if (!_isStartCounted)
        {
            // Stored before the proof begins, so that a request that brings silos down is not begun for ever.
            await _status.WriteAsync(before => before with { Starts = before.Starts + 1 });
            _isStartCounted = true;
            _logger.Begun(Id, Status.Starts, _silo);
        }

        try
        {
            var result = await _runner.RunAsync(Id, _payload.Value.Sealed ?? [], Status.Starts, left, Publish, _interrupt.Token);
            if (result.Error is not { } error) return result;
            if (error.IsByStop) await LeaveAsync();
            if (_isLeaving) return null;
            return result.State == ProofState.Cancelled && !Status.IsCancelAsked ? null : result;
        }
        catch (OperationCanceledException) when (_interrupt.IsCancellationRequested)
        {
            return null;
        }
        catch (UnreadableException e)
        {
            return Ended(ProofErrorType.InternalError, e.Message);
        }
        catch (ProofErrorException e) when (e.Error.IsByStop)
        {
            await LeaveAsync();
            return null;
        }
        catch (ProofErrorException e) when (e.Error.Type is ProofErrorType.QueueFull or ProofErrorType.WorkerUnavailable)
        {
            return null;
        }
        catch (ProofErrorException e)
        {
            return ProofResult.Ended(Id, e.Error with { RequestId = Id });
        }
    }

    private static RequestPhase PhaseOf(ProofState state) => state switch
    {
        ProofState.Completed => RequestPhase.Completed,
        ProofState.Cancelled => RequestPhase.Cancelled,
        _ => RequestPhase.Failed,
    };

    private ProofResult Cancelled() => Ended(ProofErrorType.ProofGenerationCancelled, "The request was cancelled by its id.");

    private ProofResult Ended(ProofErrorType type, string message) =>
        ProofResult.Ended(Id, new ProofError(type, message) { RequestId = Id, OccurredAt = _time.GetUtcNow() });

    /// <summary>Stores the end, which is invisible before. While the store is away the result is kept in memory, until the deadline.</summary>
    private async Task EndAsync(ProofResult result)
    {
        while (!Status.IsEnded)
        {
            // A cancellation that was granted holds, even if the proof was done by then.
            var isCancelled = Status.IsCancelAsked;
            var end = isCancelled && result.State != ProofState.Cancelled ? Cancelled() : result;
            var sealedResult = _runner.Seal(Id, end);
            try
            {
                await _status.WriteAsync(status => status.IsCancelAsked == isCancelled
                    ? status with { Phase = PhaseOf(end.State), SealedResult = sealedResult, EndedAt = _time.GetUtcNow() }
                    : status);
                if (Status.IsEnded) _ends.Count(end);
            }
            catch (Exception e) when (e is not InconsistentStateException && _time.GetUtcNow() < Status.Deadline)
            {
                _logger.EndNotStored(Id, e.GetType().Name);
                await Task.Delay(BetweenWrites, _time);
            }
        }

        _logger.Ended(Id, Status.Phase, Status.Starts, _silo);
        _ended.TrySetResult();
        foreach (var watcher in _watchers) watcher.TryWrite(EndReport());
        CompleteWatchers();
        try
        {
            await _payload.ClearAsync();
            await RemindAsync(_options.Retention);
        }
#pragma warning disable CA1031 // The end is stored; the reminder that is there does the rest later.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _logger.NotTidied(Id, e.GetType().Name);
        }

        DeactivateOnIdle();
    }

    private void Publish(ProofProgress progress)
    {
        // Only the store decides about the end.
        if (progress.IsFinal) return;
        _last = Report.Of(progress, Status.Starts, _silo);
        foreach (var watcher in _watchers) watcher.TryWrite(_last);
    }

    private void CompleteWatchers()
    {
        foreach (var watcher in _watchers) watcher.TryComplete();
    }

    private async Task LeaveAsync()
    {
        _isLeaving = true;
        await _interrupt.CancelAsync();
    }

    /// <summary>Only starts that ended without a word count: a rolling restart must not fail a healthy request.</summary>
    private async Task TakeStartBackAsync()
    {
        if (!_isStartCounted || Status.IsEnded) return;
        await _status.WriteAsync(status => status with { Starts = Math.Max(status.Starts - 1, 0) });
        _logger.Moved(Id, _silo);
    }

    private Task<IGrainReminder> RemindAsync(TimeSpan due)
    {
        var period = due > _options.ReminderPeriod ? due : _options.ReminderPeriod;
        return this.RegisterOrUpdateReminder(WakeReminder, due, period);
    }

    private async Task ClearAsync()
    {
        await _payload.ClearAsync();
        await _status.ClearAsync();
        if (await this.GetReminder(WakeReminder) is { } reminder) await this.UnregisterReminder(reminder);
        _logger.Cleared(Id);
        DeactivateOnIdle();
    }
}
