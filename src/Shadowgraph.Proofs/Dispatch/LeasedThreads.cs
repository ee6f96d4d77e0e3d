using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// The threads of one lease. A prover that knows nothing of them keeps as many as it was given first. One that begins a computation on them
/// has one, takes others up to its share, which the pool changes as proofs come and go, and gives back what is above.
/// </summary>
/// <param name="pool">Whose threads they are. What changes them is called by it, under its lock.</param>
/// <param name="first">Threads given first, at least 1.</param>
/// <param name="most">The most ever.</param>
internal sealed class LeasedThreads(LeasePool pool, int first, int most) : ILentThreads, IDisposable
{
    private int _fixed = first;
    private int _taken = first;
    private int _share = first;
    private volatile bool _isOver;

    /// <summary>The most that it may ever have.</summary>
    public int Most => most;

    /// <summary>Threads that it has.</summary>
    public int Taken => Volatile.Read(ref _taken);

    public int Degree => Volatile.Read(ref _share);

    /// <summary>Threads that count as its own: those it has, and those it may take at any time.</summary>
    public int Count => Math.Max(Taken, Degree);

    /// <summary>The most that ever counted.</summary>
    public int Peak { get; private set; } = first;

    /// <summary>What takes threads and gives them back; null while their number is fixed.</summary>
    public IThreadPoolWorkItem? Helper { get; private set; }

    /// <summary>Whether it asked in vain for a thread within its share, as others had not given back yet what is above theirs.</summary>
    public bool WasRefused { get; set; }

    /// <summary>Whether the lease was given back; then helpers only have to leave.</summary>
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

    /// <summary>Ends the computation. Helpers that are still on their way give their threads back.</summary>
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
