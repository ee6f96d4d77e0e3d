using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Queue;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// Takes proofs from the queue as slots, threads and memory allow, in the queue's order: one that does not fit yet holds up those behind
/// it, so that none is passed over for ever. Proofs that come back for another attempt are served first.
/// </summary>
internal sealed class Dispatcher
{
    private const int MostFaults = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly LinkedList<ReturningProof> _returning = [];
    private readonly ProofRunServices _crew;
    private readonly IProofQueue _queue;
    private readonly WakeSignal _wake;
    private readonly Task _loop;
    private int _runs;
    private TaskCompletionSource? _drained;
    private ITimer? _pause;

    public Dispatcher(ProofRunServices crew, IProofQueue queue, WakeSignal wake)
    {
        _crew = crew;
        _queue = queue;
        _wake = wake;
        crew.Dispatcher = this;
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>What another attempt needs, as soon as it can be had.</summary>
    public async Task<Lease> LeaseAgainAsync(ProofPlan plan, int maxThreads, CancellationToken cancellationToken)
    {
        var place = new ReturningProof(plan, maxThreads);
        lock (_lock) _returning.AddLast(place.Node);
        _wake.Set();
        using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((ReturningProof)state!).Lease.TrySetCanceled(token), place);
        try
        {
            return await place.Lease.Task.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _wake.Set(); // it holds up nobody any more
            throw;
        }
    }

    /// <summary>Done when no proof is being proved.</summary>
    public Task WhenRunsEndAsync()
    {
        lock (_lock)
        {
            if (_runs == 0) return Task.CompletedTask;
            return (_drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>A proof is done with its proof.</summary>
    public void RunEnded()
    {
        lock (_lock)
        {
            if (--_runs > 0) return;
            _drained?.TrySetResult();
            _drained = null;

            // Within the lock no other can begin, and find its memory gone.
            ProverMemory.Trim(_crew.Options.MaxRetainedScratch);
        }
    }

    /// <summary>Takes nothing more from the queue.</summary>
    public async Task StopAsync()
    {
        _wake.Complete();
        await _loop.WaitAsync(Pause, _crew.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // a queue may hang
        _crew.Leases.ExpectNone();
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
#pragma warning disable CA1031 // The queue is the host's: when it fails, what waits goes on waiting.
            catch (Exception e)
#pragma warning restore CA1031
            {
                _crew.Logger.ServiceFailed(nameof(IProofQueue), e.GetType().Name);
                WakeLater();
            }
        }
    }

    /// <returns>False if one of them has to wait.</returns>
    private bool ServeReturning()
    {
        while (true)
        {
            ReturningProof place;
            lock (_lock)
            {
                if (_returning.First is not { } first) return true;
                place = first.Value;
                if (place.Lease.Task.IsCompleted)
                {
                    _returning.RemoveFirst();
                    continue;
                }
            }

            if (_crew.Leases.TryTake(place.Plan, place.MaxThreads, 1 + _crew.Requests.WaitingCount) is not { } lease) return false;
            lock (_lock) _returning.Remove(place.Node);
            if (!place.Lease.TrySetResult(lease)) lease.Dispose();
        }
    }

    private async Task ServeQueueAsync()
    {
        var stranger = Guid.Empty;
        for (var faults = 0; faults < MostFaults;)
        {
            if (await _queue.PeekAsync().ConfigureAwait(false) is not { } item)
            {
                _crew.Leases.ExpectNone();
                return;
            }

            if (_crew.Requests.WaitingProof(item.Id) is not { } inFlight)
            {
                // It ended while it waited. If it is named again, the queue only says that it let go of it.
                if (!await _queue.RemoveAsync(item.Id).ConfigureAwait(false) || item.Id == stranger) faults++;
                stranger = item.Id;
                if (faults == MostFaults) _crew.Logger.QueueHoldsStranger(item.Id);
                continue;
            }

            if (_crew.Leases.TryTake(inFlight.Plan, maxThreads: 0, _crew.Requests.WaitingCount) is not { } lease) return;
            if (await TakeAsync(inFlight, lease).ConfigureAwait(false)) continue;
            faults++;
        }

        WakeLater();
    }

    /// <returns>False if the queue did not let go of it.</returns>
    private async Task<bool> TakeAsync(InFlightProof inFlight, Lease lease)
    {
        var started = false;
        try
        {
            if (!await _queue.RemoveAsync(inFlight.Id).ConfigureAwait(false)) return false;
            started = _crew.Requests.Start(inFlight);
            if (started) Run(inFlight, lease);
            return true;
        }
        finally
        {
            if (!started) lease.Cancel();
        }
    }

    private void Run(InFlightProof inFlight, Lease lease)
    {
        lock (_lock) _runs++;
        _ = new ProofRun(inFlight, lease, _crew).RunAsync();
    }

    private void WakeLater()
    {
        if (_pause is null) _pause = _crew.Time.CreateTimer(_ => _wake.Set(), null, Pause, Timeout.InfiniteTimeSpan);
        else _pause.Change(Pause, Timeout.InfiniteTimeSpan);
    }

    private sealed class ReturningProof
    {
        public ReturningProof(ProofPlan plan, int maxThreads)
        {
            Plan = plan;
            MaxThreads = maxThreads;
            Node = new(this);
        }

        public ProofPlan Plan { get; }

        public int MaxThreads { get; }

        public LinkedListNode<ReturningProof> Node { get; }

        public TaskCompletionSource<Lease> Lease { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
