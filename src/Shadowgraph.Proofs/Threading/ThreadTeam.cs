namespace Shadowgraph.Proofs.Threading;

/// <summary>
/// The threads of a computation: the caller's thread, and helpers from the thread pool. The number of working threads never exceeds the budget, at
/// any nesting of loops.
/// </summary>
/// <remarks>
/// <para>A helper takes ranges of the oldest loop with ranges left. Independent stages therefore run side by side, each on a core, as long as
/// there are enough of them, and share the cores in the end. While a thread waits for its loop, it takes ranges of loops started later: these are
/// short, and parts of the awaited loop or of a neighbour.</para>
/// <para>The budget may grow and shrink meanwhile. A surplus helper leaves after finishing a range; if ranges contain loops, only after the
/// whole range.</para>
/// <para>The owner of a loop always works on the loop too and waits only for ranges that a thread has already begun. A busy thread pool therefore
/// slows a computation down, but cannot stop it.</para>
/// </remarks>
/// <param name="allowance">The budget of threads.</param>
internal sealed class ThreadTeam(IThreadBudget allowance) : IThreadPoolWorkItem
{
    private readonly object _lock = new();

    /// <summary>Loops that may have ranges left, oldest first.</summary>
    private readonly List<RangeJob> _open = [];
    private long _begun;

    /// <summary>The number of threads to plan for at present; at least 1.</summary>
    public int Degree => allowance.Degree;

    /// <summary>Runs a loop to the end.</summary>
    /// <exception cref="Exception">The exception of a range.</exception>
    public void Run(RangeJob job)
    {
        var starting = 0;
        lock (_lock)
        {
            job.Number = _begun++;
            _open.Add(job);
            while (starting < job.Ranges - 1 && allowance.TryTake()) starting++;
            Monitor.PulseAll(_lock);
        }

        for (; starting > 0; starting--) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        job.Work();
        lock (_lock) _open.Remove(job);
        if (!job.Leave()) WaitFor(job);
        job.ThrowIfFailed();
    }

    /// <summary>A helper's work: any loop with ranges left.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        while (true)
        {
            RangeJob? job;
            lock (_lock)
            {
                if (allowance.TryReturnExcess()) return;
                job = Join(after: -1);
                if (job is null)
                {
                    allowance.Return();
                    return;
                }
            }

            WorkOn(job, allowance);
        }
    }

    /// <summary>Spins briefly before looking for different work, because ranges are usually short.</summary>
    private void WaitFor(RangeJob job)
    {
        var spin = default(SpinWait);
        while (!spin.NextSpinWillYield)
        {
            if (job.IsIdle) return;
            spin.SpinOnce();
        }

        while (true)
        {
            RangeJob? younger;
            lock (_lock)
            {
                while ((younger = Join(job.Number)) is null)
                {
                    if (job.IsIdle) return;
                    Monitor.Wait(_lock);
                }
            }

            WorkOn(younger);
            if (job.IsIdle) return;
        }
    }

    private void WorkOn(RangeJob job, IThreadBudget? within = null)
    {
        job.Work(within);
        if (!job.Leave()) return;
        lock (_lock) Monitor.PulseAll(_lock);
    }

    /// <summary>Joins the oldest loop with ranges left that began after a given loop.</summary>
    private RangeJob? Join(long after)
    {
        foreach (var job in _open)
        {
            if (job.Number <= after || !job.HasRanges) continue;
            job.Join();
            return job;
        }

        return null;
    }
}
