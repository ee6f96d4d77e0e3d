namespace Shadowgraph.Proofs.Threading;

/// <summary>
/// The threads of one computation: its caller's, and helpers from the thread pool; never more of them at work than it is allowed, however
/// its loops are nested.
/// </summary>
/// <remarks>
/// <para>A helper takes ranges of the oldest loop that has some, so that independent stages run side by side on a core each as long as there
/// are enough of them, and share the cores in the end. Who waits for others to finish the ranges of a loop helps with younger loops
/// meanwhile: these are parts of what it waits for, or of its neighbours, and short.</para>
/// <para>The allowance may grow and shrink meanwhile. A helper that is one too many leaves when it is done with a range; where ranges are
/// loops themselves, only at the end of the whole.</para>
/// <para>The owner of a loop always works on it too and only waits for ranges that a thread has already begun, so a busy thread pool makes a
/// computation slower but cannot stop it.</para>
/// </remarks>
/// <param name="allowance">How many threads it may have.</param>
internal sealed class ThreadTeam(IThreadBudget allowance) : IThreadPoolWorkItem
{
    private readonly object _lock = new();

    /// <summary>Loops that may have ranges left, the oldest first.</summary>
    private readonly List<RangeJob> _open = [];
    private long _begun;

    /// <summary>How many threads to plan for at present; at least 1.</summary>
    public int Degree => allowance.Degree;

    /// <summary>Runs a loop to its end.</summary>
    /// <exception cref="Exception">What one of its ranges threw.</exception>
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

    /// <summary>A helper's work: whatever loop has ranges left.</summary>
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

    /// <summary>Ranges are short as a rule, so it spins a little before it looks for other work.</summary>
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

    /// <summary>Joins the oldest loop with ranges left that began after another one.</summary>
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
