using System.Runtime.ExceptionServices;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>One loop that several threads share.</summary>
/// <remarks>
/// The caller always works too and only ever waits for ranges that a thread has already begun, so a busy thread pool makes the loop
/// slower but cannot stop it, however loops are nested. Threads that join work for the caller's meter.
/// </remarks>
internal sealed class RangeJob(int count, int grain, Action<int, int> body, CancellationToken cancellation) : IThreadPoolWorkItem
{
    private readonly object _finished = new();
    private readonly WorkMeter? _meter = WorkMeter.Current;
    private long _next;
    private int _workers = 1;
    private ExceptionDispatchInfo? _failure;

    public void Run(int degree)
    {
        var ranges = (int)Math.Min(int.MaxValue, ((long)count + grain - 1) / grain);
        for (var i = 1; i < Math.Min(degree, ranges); i++) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

        Work();
        if (Interlocked.Decrement(ref _workers) != 0) Wait();
        _failure?.Throw();
    }

    /// <summary>Joins the loop, unless it ended before the pool got here.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        int workers;
        do
        {
            workers = Volatile.Read(ref _workers);
            if (workers == 0) return;
        }
        while (Interlocked.CompareExchange(ref _workers, workers + 1, workers) != workers);

        using (WorkMeter.Enter(_meter)) Work();
        if (Interlocked.Decrement(ref _workers) != 0) return;
        lock (_finished) Monitor.Pulse(_finished);
    }

    /// <summary>Ranges are short, so it spins a little before it blocks.</summary>
    private void Wait()
    {
        var spin = default(SpinWait);
        while (!spin.NextSpinWillYield)
        {
            if (Volatile.Read(ref _workers) == 0) return;
            spin.SpinOnce();
        }

        lock (_finished)
        {
            while (Volatile.Read(ref _workers) != 0) Monitor.Wait(_finished);
        }
    }

    private void Work()
    {
        try
        {
            while (Volatile.Read(ref _failure) is null)
            {
                var from = Interlocked.Add(ref _next, grain) - grain;
                if (from >= count) return;
                cancellation.ThrowIfCancellationRequested();
                body((int)from, (int)Math.Min(count, from + grain));
            }
        }
        catch (Exception exception)
        {
            // The first failure wins; it is rethrown on the caller's thread.
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(exception), null);
        }
    }
}
