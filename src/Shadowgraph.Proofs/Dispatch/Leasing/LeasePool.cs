using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Dispatch.Leasing;

/// <summary>
/// Shares slots, compute threads and memory among running proofs. The total of threads never exceeds the number of processors, or the number of
/// proofs if more proofs than processors run: each has at least one thread. A proof that runs alone has all threads, several proofs have equal
/// shares. Thread-safe.
/// </summary>
/// <remarks>
/// If the prover supports variable threads, shares change during proofs. When a further proof waits and all threads are taken, a proof with
/// several threads returns one as soon as a helper finishes its range, and the new proof begins with that thread; when a proof ends, its
/// threads go to the remaining proofs at once. Every thread is taken and returned under one lock, so the total never exceeds the limit, not
/// even briefly.
/// </remarks>
internal sealed class LeasePool
{
    private readonly Lock _lock = new();
    private readonly int _maxAbandoned;
    private readonly bool _isElsewhere;
    private readonly Action _changed;
    private readonly TimeProvider _time;
    private readonly ThreadShares _shares;
    private readonly List<Lease> _running = [];
    private readonly int[] _keysInUse = new int[Enum.GetValues<CircuitSize>().Length];
    private readonly long[] _keyBytes = new long[Enum.GetValues<CircuitSize>().Length];
    private ProofPlan? _expected;
    private long _counted;
    private int _abandoned;
    private long _abandonedBytes;

    /// <param name="options">Limits.</param>
    /// <param name="changed">Called after resources were returned for which a plan may wait; must return at once, without blocking.</param>
    /// <param name="time">The clock; null for the system clock.</param>
    /// <param name="proverLimit">The most concurrent proofs of a prover on other machines; null for a prover on this machine.</param>
    public LeasePool(ProofPipelineOptions options, Action changed, TimeProvider? time = null, int? proverLimit = null)
    {
        Processors = ProofPlan.ThreadsOf(options.MaxThreads);
        Slots = Math.Min(options.MaxConcurrency, proverLimit ?? int.MaxValue);
        _isElsewhere = proverLimit is not null;
        Budget = options.MemoryBudget == 0 ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3 : options.MemoryBudget;
        _maxAbandoned = options.MaxAbandoned;
        _changed = changed;
        _time = time ?? TimeProvider.System;
        _shares = new ThreadShares(Processors, Budget);
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
            lock (_lock) return _abandoned;
        }
    }

    /// <summary>Whether the number of provers that ignore their cancellation has reached its limit.</summary>
    public bool IsExhausted => Abandoned >= _maxAbandoned;

    /// <summary>
    /// Whether a further lease could be taken, threads and memory permitting. If not, a plan that waits by the time of this call is announced by the return
    /// of a lease.
    /// </summary>
    public bool HasSlot
    {
        get
        {
            lock (_lock) return IsOpen;
        }
    }

    public (int Threads, long Bytes) InUse
    {
        get
        {
            lock (_lock) return (Math.Min(Processors, Counted()), RunningBytes() + _abandonedBytes + KeyBytes());
        }
    }

    /// <summary>Whether a plan would fit into the empty pool.</summary>
    public bool CouldTake(ProofPlan plan) =>
        plan.BytesWith(threads: 1) + plan.EstimatedKeyBytes <= Budget;

    /// <summary>The number of concurrent proofs of the largest circuit, with a thread each, for which processors and memory suffice.</summary>
    public int Capacity()
    {
        var proof = CircuitCost.Of(CircuitSize.Large).WorkingBytes(1);
        var keys = Enum.GetValues<CircuitSize>().Sum(size => CircuitCost.Of(size).KeyBytes);
        return (int)Math.Clamp((Budget - keys) / proof, 1, Processors);
    }

    /// <summary>Takes a lease for a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="maxThreads">The most threads to grant; 0 for no limit.</param>
    /// <param name="waiting">The number of waiting plans, including this plan.</param>
    /// <returns>
    /// Null if the plan must wait. If running proofs can return threads, the pool requests the return; <see cref="ExpectNone"/> revokes the request.
    /// </returns>
    public Lease? TryTake(ProofPlan plan, int maxThreads, int waiting)
    {
        lock (_lock)
        {
            Count();
            Expect(IsOpen && CanMakeRoom(plan) ? plan : null);
            if (!IsOpen || Take(plan, maxThreads, waiting) is not { } lease) return null;
            Expect(null);
            return lease;
        }
    }

    /// <summary>No plan waits any more.</summary>
    public void ExpectNone()
    {
        lock (_lock)
        {
            if (_expected is null) return;
            Count();
            Expect(null);
        }
    }

    /// <summary>Thread seconds of a lease until now.</summary>
    public ThreadSeconds UsedBy(Lease lease)
    {
        lock (_lock)
        {
            Count();
            return lease.Used;
        }
    }

    internal void Return(Lease lease, bool ofAbandoned)
    {
        lock (_lock)
        {
            if (ofAbandoned)
            {
                _abandoned--;
                _abandonedBytes -= lease.Bytes;
            }

            _keysInUse[(int)lease.Plan.Size]--;
            Release(lease);
        }

        _changed();
    }

    internal void TakeBack(Lease lease)
    {
        lock (_lock)
        {
            _keysInUse[(int)lease.Plan.Size]--;
            Release(lease);
        }
    }

    internal void Abandon(Lease lease)
    {
        lock (_lock)
        {
            _abandoned++;
            _abandonedBytes += lease.Bytes;
            Release(lease);
        }

        _changed();
    }

    internal void Begin(LeasedThreads threads, IThreadPoolWorkItem helper)
    {
        lock (_lock)
        {
            if (threads.IsOver) return;
            Count();
            threads.Start(helper);
            Expect(_expected);
            if (_expected is null) return;
        }

        _changed();
    }

    internal void End(LeasedThreads threads)
    {
        lock (_lock)
        {
            if (threads.IsOver) return;
            Count();
            threads.Stop();
            Expect(_expected);
        }
    }

    internal bool TryTake(LeasedThreads threads)
    {
        lock (_lock)
        {
            if (threads.Helper is null || threads.Taken >= threads.Degree) return false;
            threads.WasRefused = Taken() >= Processors;
            if (threads.WasRefused) return false;
            threads.Add(1);
            return true;
        }
    }

    internal bool TryReturn(LeasedThreads threads, bool excessOnly)
    {
        lock (_lock)
        {
            if (threads.IsOver) return true;
            if (excessOnly && !threads.IsExceeded) return false;
            threads.Add(-1);
            Offer(toRefusedOnly: true);
            if (_expected is null) return true;
        }

        _changed();
        return true;
    }

    private bool IsOpen => _running.Count < Slots && _abandoned < _maxAbandoned;

    private Lease? Take(ProofPlan plan, int maxThreads, int waiting)
    {
        if (_isElsewhere) return TakeElsewhere(plan, maxThreads);
        var free = Processors - Taken();
        if (free <= 0 && _running.Count < Processors) return null;
        var threads = free <= 0 ? 1 : free / Math.Clamp(waiting, 1, Math.Min(Slots - _running.Count, free));
        if (maxThreads > 0) threads = Math.Min(threads, maxThreads);
        for (; threads >= 1; threads--)
        {
            // Each thread has its own buffers: the plan may fit with fewer threads.
            if (!Fits(plan, threads)) continue;
            return Add(new Lease(this, plan, threads, maxThreads > 0 ? maxThreads : Processors));
        }

        return null;
    }

    /// <summary>A lease for a prover elsewhere takes a slot, but no threads of this machine.</summary>
    private Lease? TakeElsewhere(ProofPlan plan, int maxThreads)
    {
        if (!Fits(plan, threads: 1)) return null;
        var limited = maxThreads > 0 ? plan with { MaxDegreeOfParallelism = maxThreads } : plan;
        return Add(new Lease(this, limited, threads: 1, mostThreads: 1, isElsewhere: true));
    }

    private Lease Add(Lease lease)
    {
        _running.Add(lease);
        _keysInUse[(int)lease.Plan.Size]++;
        _keyBytes[(int)lease.Plan.Size] = lease.Plan.EstimatedKeyBytes;
        return lease;
    }

    /// <summary>Recomputes the shares of threads.</summary>
    private void Expect(ProofPlan? plan)
    {
        _expected = plan;
        _shares.Divide(_running, plan, _abandonedBytes + KeyBytes() + (plan is null ? 0 : NewKeyBytes(plan)));
        Offer(toRefusedOnly: false);
    }

    /// <summary>Grants free threads to leases below their share.</summary>
    private void Offer(bool toRefusedOnly)
    {
        var free = Processors - Taken();
        foreach (var lease in _running)
        {
            var threads = lease.Lent;
            if (threads.Helper is not { } helper || toRefusedOnly && !threads.WasRefused) continue;
            for (; free > 0 && threads.Taken < threads.Degree; free--)
            {
                threads.Add(1);
                ThreadPool.UnsafeQueueUserWorkItem(helper, preferLocal: false);
            }

            if (threads.Taken >= threads.Degree) threads.WasRefused = false;
        }
    }

    private void Release(Lease lease)
    {
        Count();
        if (!_running.Remove(lease)) return;
        lease.Lent.Close();
        Expect(_expected);
    }

    private bool Fits(ProofPlan plan, int threads)
    {
        // Memory of abandoned provers alone must not block the pool: if no proof runs, the next plan is admitted regardless.
        var taken = _running.Count == 0 ? 0 : RunningBytes() + _abandonedBytes + KeyBytes();
        return taken + NewKeyBytes(plan) + plan.BytesWith(threads) <= Budget;
    }

    /// <summary>Whether a plan would fit if every lease returned its surplus threads.</summary>
    private bool CanMakeRoom(ProofPlan plan)
    {
        var (threads, bytes) = (1, plan.BytesWith(threads: 1) + NewKeyBytes(plan) + _abandonedBytes + KeyBytes());
        foreach (var lease in _running)
        {
            var least = lease.Lent.Helper is null ? lease.Lent.Taken : 1;
            threads += least;
            bytes += lease.Plan.BytesWith(least);
        }

        return threads <= Processors && bytes <= Budget;
    }

    /// <summary>Charges the time since the last call to each lease.</summary>
    private void Count()
    {
        var (now, counted) = (_time.GetTimestamp(), Counted());
        var seconds = _time.GetElapsedTime(_counted, now).TotalSeconds;
        _counted = now;
        foreach (var lease in _running) lease.Used = lease.Used.After(seconds, lease.Threads, counted - lease.Threads);
    }

    private int Taken()
    {
        var sum = 0;
        foreach (var lease in _running) sum += lease.Lent.Taken;
        return sum;
    }

    private int Counted()
    {
        var sum = 0;
        foreach (var lease in _running) sum += lease.Threads;
        return sum;
    }

    private long RunningBytes()
    {
        var sum = 0L;
        foreach (var lease in _running) sum += lease.Bytes;
        return sum;
    }

    private long NewKeyBytes(ProofPlan plan) => _running.Count > 0 && _keysInUse[(int)plan.Size] > 0 ? 0 : plan.EstimatedKeyBytes;

    private long KeyBytes()
    {
        var sum = 0L;
        for (var size = 0; size < _keysInUse.Length; size++) sum += _keysInUse[size] > 0 ? _keyBytes[size] : 0;
        return sum;
    }
}
