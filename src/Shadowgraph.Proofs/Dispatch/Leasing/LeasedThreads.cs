using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Dispatch.Leasing;

/// <summary>
/// The threads of one lease. A prover without support for variable threads keeps the initial number. A prover that begins a computation on the lease
/// starts with one thread, takes further threads up to the share, which the pool changes as proofs come and go, and returns the surplus.
/// </summary>
/// <param name="pool">The pool of the threads. The pool calls all mutating members under its lock.</param>
/// <param name="first">Initial number of threads, at least 1.</param>
/// <param name="most">The most threads at any time.</param>
internal sealed class LeasedThreads(LeasePool pool, int first, int most) : ILentThreads, IDisposable
{
    private int _fixed = first;
    private int _taken = first;
    private int _share = first;
    private volatile bool _isOver;

    /// <summary>The most threads at any time.</summary>
    public int Most => most;

    /// <summary>Threads taken at present.</summary>
    public int Taken => Volatile.Read(ref _taken);

    public int Degree => Volatile.Read(ref _share);

    /// <summary>Threads charged to the lease: the larger of threads taken and threads available without a further request.</summary>
    public int Count => Math.Max(Taken, Degree);

    /// <summary>The largest number of threads ever charged.</summary>
    public int Peak { get; private set; } = first;

    /// <summary>The work item that takes and returns threads; null while the number is fixed.</summary>
    public IThreadPoolWorkItem? Helper { get; private set; }

    /// <summary>Whether a request for a thread within the share failed because concurrent leases had not yet returned their surplus.</summary>
    public bool WasRefused { get; set; }

    /// <summary>Whether the lease was returned; helpers then only have to leave.</summary>
    public bool IsOver => _isOver;

    public bool IsExceeded => _isOver || Taken > Degree;

    public IDisposable Begin(IThreadPoolWorkItem helper)
    {
        pool.Begin(this, helper);
        return this;
    }

    public bool TryTake() => pool.TryTake(this);

    public bool TryReturnExcess() => pool.TryReturn(this, excessOnly: true);

    public void Return() => pool.TryReturn(this, excessOnly: false);

    /// <summary>Ends the computation. Helpers that start later return their threads at once.</summary>
    public void Dispose() => pool.End(this);

    public void Start(IThreadPoolWorkItem helper)
    {
        Helper = helper;
        _taken -= _fixed - 1;
        _fixed = 1;
    }

    public void Stop()
    {
        Helper = null;
        WasRefused = false;
        Volatile.Write(ref _share, 1);
    }

    public void Share(int threads)
    {
        Volatile.Write(ref _share, threads);
        Peak = Math.Max(Peak, Count);
    }

    public void Add(int threads) => Volatile.Write(ref _taken, _taken + threads);

    public void Close()
    {
        Helper = null;
        _isOver = true;
    }
}
