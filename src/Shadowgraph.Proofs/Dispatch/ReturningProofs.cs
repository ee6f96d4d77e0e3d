using Shadowgraph.Proofs.Dispatch.Leasing;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// Proofs that returned for another attempt and wait for a lease, in order of arrival. The dispatcher serves returned proofs before the queue.
/// Thread-safe; served by a single thread at a time.
/// </summary>
internal sealed class ReturningProofs(WakeSignal wake)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Place> _places = [];

    /// <summary>Whether a proof waits.</summary>
    public bool HasAny
    {
        get
        {
            lock (_lock) return _places.Count > 0;
        }
    }

    /// <summary>Waits for the lease of another attempt.</summary>
    public async Task<Lease> LeaseAsync(ProofPlan plan, int maxThreads, CancellationToken cancellationToken)
    {
        var place = new Place(plan, maxThreads);
        lock (_lock) _places.AddLast(place.Node);
        wake.Set();
        using var registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((Place)state!).Lease.TrySetCanceled(token), place);
        try
        {
            return await place.Lease.Task.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            wake.Set(); // the queue behind this proof may move again
            throw;
        }
    }

    /// <summary>Grants leases to waiting proofs.</summary>
    /// <param name="take">Takes a lease for a plan with at most so many threads; null if the plan must wait.</param>
    /// <returns>False if a proof still waits.</returns>
    public bool Serve(Func<ProofPlan, int, Lease?> take)
    {
        while (true)
        {
            Place place;
            lock (_lock)
            {
                if (_places.First is not { } first) return true;
                place = first.Value;
                if (place.Lease.Task.IsCompleted)
                {
                    _places.RemoveFirst();
                    continue;
                }
            }

            if (take(place.Plan, place.MaxThreads) is not { } lease) return false;
            lock (_lock) _places.Remove(place.Node);
            if (!place.Lease.TrySetResult(lease)) lease.Dispose();
        }
    }

    private sealed class Place
    {
        public Place(ProofPlan plan, int maxThreads)
        {
            Plan = plan;
            MaxThreads = maxThreads;
            Node = new(this);
        }

        public ProofPlan Plan { get; }

        public int MaxThreads { get; }

        public LinkedListNode<Place> Node { get; }

        public TaskCompletionSource<Lease> Lease { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
