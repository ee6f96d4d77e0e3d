using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Dispatch.Leasing;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Queue;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// Takes proofs from the queue as slots, threads and memory allow, in the queue's order. A proof that does not fit yet blocks the proofs behind,
/// so that no proof is overtaken for ever. Proofs that return for another attempt are served first.
/// </summary>
internal sealed class Dispatcher
{
    private const int MostFaults = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Func<InFlightProof, Lease, ValueTask> _run;
    private readonly Func<ProofPlan, int, Lease?> _takeAgain;
    private readonly ReturningProofs _returning;
    private readonly InFlightRequests _requests;
    private readonly LeasePool _leases;
    private readonly IProofQueue _queue;
    private readonly WakeSignal _wake;
    private readonly ProofPipelineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Task _loop;
    private int _runs;
    private TaskCompletionSource? _drained;
    private ITimer? _pause;

    public Dispatcher(
        Func<InFlightProof, Lease, ValueTask> run,
        ReturningProofs returning,
        InFlightRequests requests,
        LeasePool leases,
        IProofQueue queue,
        WakeSignal wake,
        ProofPipelineOptions options,
        TimeProvider time,
        ILogger logger)
    {
        (_run, _returning, _requests, _leases, _queue, _wake) = (run, returning, requests, leases, queue, wake);
        (_options, _time, _logger) = (options, time, logger);
        _takeAgain = (plan, maxThreads) => _leases.TryTake(plan, maxThreads, 1 + _requests.WaitingCount);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Completes when no proof is running.</summary>
    public Task WhenRunsEndAsync()
    {
        lock (_lock)
        {
            if (_runs == 0) return Task.CompletedTask;
            return (_drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Stops taking proofs from the queue.</summary>
    public async Task StopAsync()
    {
        _wake.Complete();
        await _loop.WaitAsync(Pause, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // a custom queue may hang
        _leases.ExpectNone();
        if (_pause is not null) await _pause.DisposeAsync().ConfigureAwait(false);
    }

    private async Task LoopAsync()
    {
        while (await _wake.WaitAsync().ConfigureAwait(false))
        {
            try
            {
                if (ServeReturning()) await ServeQueueAsync().ConfigureAwait(false);
            }
#pragma warning disable CA1031 // The queue belongs to the host: if the queue fails, waiting proofs keep waiting.
            catch (Exception e)
#pragma warning restore CA1031
            {
                _logger.ServiceFailed(nameof(IProofQueue), e.GetType().Name);
                WakeLater();
            }
        }
    }

    private bool ServeReturning() => _returning.Serve(_takeAgain);

    private async Task ServeQueueAsync()
    {
        var stranger = Guid.Empty;
        for (var faults = 0; faults < MostFaults;)
        {
            if (await _queue.PeekAsync().ConfigureAwait(false) is not { } item)
            {
                _leases.ExpectNone();
                return;
            }

            if (_requests.WaitingProof(item.Id) is not { } inFlight)
            {
                // The proof ended while waiting. A second report of the same id means only that the queue has now released the item.
                if (!await _queue.RemoveAsync(item.Id).ConfigureAwait(false) || item.Id == stranger) faults++;
                stranger = item.Id;
                if (faults == MostFaults) _logger.QueueHoldsStranger(item.Id);
                continue;
            }

            if (_leases.TryTake(inFlight.Plan, maxThreads: 0, _requests.WaitingCount) is not { } lease) return;
            if (await TakeAsync(inFlight, lease).ConfigureAwait(false)) continue;
            faults++;
        }

        WakeLater();
    }

    /// <returns>False if the queue did not release the item.</returns>
    private async Task<bool> TakeAsync(InFlightProof inFlight, Lease lease)
    {
        var started = false;
        try
        {
            if (!await _queue.RemoveAsync(inFlight.Id).ConfigureAwait(false)) return false;
            started = _requests.Start(inFlight);
            if (started) _ = RunAsync(inFlight, lease);
            return true;
        }
        finally
        {
            if (!started) lease.Cancel();
        }
    }

    private async Task RunAsync(InFlightProof inFlight, Lease lease)
    {
        lock (_lock) _runs++;
        try
        {
            await _run(inFlight, lease).ConfigureAwait(false);
        }
        finally
        {
            RunEnded();
        }
    }

    private void RunEnded()
    {
        lock (_lock)
        {
            if (--_runs > 0) return;
            _drained?.TrySetResult();
            _drained = null;

            // Under the lock no new run can begin and find its buffers gone.
            ProverMemory.Trim(_options.MaxRetainedScratch);
        }
    }

    private void WakeLater()
    {
        if (_pause is null) _pause = _time.CreateTimer(_ => _wake.Set(), null, Pause, Timeout.InfiniteTimeSpan);
        else _pause.Change(Pause, Timeout.InfiniteTimeSpan);
    }
}
