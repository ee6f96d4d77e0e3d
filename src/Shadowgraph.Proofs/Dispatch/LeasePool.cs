using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// Shares slots, compute threads and memory among running proofs. Threads are never more than processors: a proof that comes alone gets
/// all that are free, several that come together get equal parts. Thread-safe.
/// </summary>
internal sealed class LeasePool
{
    private readonly Lock _gate = new();
    private readonly int _maxAbandoned;
    private readonly Action _changed;
    private readonly int[] _keysInUse = new int[Enum.GetValues<CircuitSize>().Length];
    private readonly long[] _keyBytes = new long[Enum.GetValues<CircuitSize>().Length];
    private int _running;
    private int _threads;
    private int _abandoned;
    private long _runningBytes;
    private long _abandonedBytes;

    /// <param name="options">Limits.</param>
    /// <param name="changed">Called when something was given back; must return at once.</param>
    public LeasePool(ProofPipelineOptions options, Action changed)
    {
        Processors = options.MaxThreads == 0 ? Environment.ProcessorCount : options.MaxThreads;
        Slots = Math.Min(options.MaxConcurrency, Processors);
        Budget = options.MemoryBudget == 0 ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3 : options.MemoryBudget;
        _maxAbandoned = options.MaxAbandoned;
        _changed = changed;
    }

    /// <summary>Threads to share.</summary>
    public int Processors { get; }

    /// <summary>The most leases at once.</summary>
    public int Slots { get; }

    /// <summary>Bytes to share.</summary>
    public long Budget { get; }

    public int Abandoned
    {
        get
        {
            lock (_gate) return _abandoned;
        }
    }

    /// <summary>Whether provers that ignore their cancellation have used up what may be lost to them.</summary>
    public bool IsExhausted => Abandoned >= _maxAbandoned;

    public (int Threads, long Bytes) InUse
    {
        get
        {
            lock (_gate) return (_threads, _runningBytes + _abandonedBytes + KeyBytes());
        }
    }

    /// <summary>Whether a plan would fit if nothing else ran.</summary>
    public bool CouldTake(ProofPlan plan) =>
        plan.BytesWith(threads: 1) + plan.EstimatedKeyBytes <= Budget;

    /// <summary>Takes what a plan needs.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="maxThreads">The most threads to give it; 0 for any number.</param>
    /// <param name="waiting">How many plans wait, this one included.</param>
    /// <returns>Null if it has to wait.</returns>
    public Lease? TryTake(ProofPlan plan, int maxThreads, int waiting)
    {
        lock (_gate)
        {
            var free = Processors - _threads;
            var slots = Math.Min(Slots - _running, free);
            if (slots <= 0 || _abandoned >= _maxAbandoned) return null;

            var threads = free / Math.Clamp(waiting, 1, slots);
            if (maxThreads > 0) threads = Math.Min(threads, maxThreads);
            for (; threads >= 1; threads--)
            {
                // Each thread has buffers of its own: with fewer of them it may fit.
                if (!Fits(plan, threads)) continue;
                var lease = new Lease(this, plan with { MaxDegreeOfParallelism = threads });
                _running++;
                _threads += threads;
                _runningBytes += lease.Bytes;
                _keysInUse[(int)plan.Size]++;
                _keyBytes[(int)plan.Size] = plan.EstimatedKeyBytes;
                return lease;
            }

            return null;
        }
    }

    internal void Return(Lease lease, bool ofAbandoned)
    {
        lock (_gate)
        {
            if (ofAbandoned)
            {
                _abandoned--;
                _abandonedBytes -= lease.Bytes;
            }
            else
            {
                Release(lease);
            }

            _keysInUse[(int)lease.Plan.Size]--;
        }

        _changed();
    }

    internal void TakeBack(Lease lease)
    {
        lock (_gate)
        {
            Release(lease);
            _keysInUse[(int)lease.Plan.Size]--;
        }
    }

    internal void Abandon(Lease lease)
    {
        lock (_gate)
        {
            Release(lease);
            _abandoned++;
            _abandonedBytes += lease.Bytes;
        }

        _changed();
    }

    private void Release(Lease lease)
    {
        _running--;
        _threads -= lease.Threads;
        _runningBytes -= lease.Bytes;
    }

    private bool Fits(ProofPlan plan, int threads)
    {
        // What only abandoned provers hold must not shut everybody out: when nothing else runs, the next one may.
        var taken = _running == 0 ? 0 : _runningBytes + _abandonedBytes + KeyBytes();
        var key = _running > 0 && _keysInUse[(int)plan.Size] > 0 ? 0 : plan.EstimatedKeyBytes;
        return taken + key + plan.BytesWith(threads) <= Budget;
    }

    private long KeyBytes()
    {
        var sum = 0L;
        for (var size = 0; size < _keysInUse.Length; size++) sum += _keysInUse[size] > 0 ? _keyBytes[size] : 0;
        return sum;
    }
}
