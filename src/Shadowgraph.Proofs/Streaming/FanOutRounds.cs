using System.Diagnostics.CodeAnalysis;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>
/// Schedule of fan-out. Below the budget a changed topic is sent to its followers immediately; above the budget, changed topics wait and are
/// sent together in one round. Thread-safe.
/// </summary>
/// <param name="updatesPerSecond">The budget, over all followers of all topics.</param>
/// <param name="time">The clock.</param>
[SuppressMessage("Reliability", "CA1001", Justification = "The timer is armed for moments and holds no unmanaged resource.")]
internal sealed class FanOutRounds(int updatesPerSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly HashSet<Topic> _due = [];
    private readonly UpdateBudget _budget = new(updatesPerSecond, time);
    private ITimer? _timer;
    private bool _isScheduled;

    /// <summary>Schedules a topic with a new state.</summary>
    public void Announce(Topic topic)
    {
        lock (_lock)
        {
            _due.Add(topic);
            if (_isScheduled) return;
            _isScheduled = true;
            if (HasToWait()) return;
        }

        Run();
    }

    /// <summary>Charges messages sent outside of rounds to the budget.</summary>
    public void Spend(int count)
    {
        lock (_lock) _budget.Spend(count);
    }

    private void Run()
    {
        while (true)
        {
            Topic[] due;
            lock (_lock)
            {
                due = [.. _due];
                _due.Clear();
            }

            var count = 0;
            foreach (var topic in due) count += topic.FanOut();
            lock (_lock)
            {
                _budget.Spend(count);
                if (_due.Count == 0)
                {
                    _isScheduled = false;
                    return;
                }

                if (HasToWait()) return;
            }
        }
    }

    /// <summary>Call under the lock.</summary>
    /// <returns>True if the budget is spent; the timer then runs the next round.</returns>
    private bool HasToWait()
    {
        var wait = _budget.Wait;
        if (wait <= TimeSpan.Zero) return false;
        if (_timer is null) _timer = time.CreateTimer(_ => Run(), null, wait, Timeout.InfiniteTimeSpan);
        else _timer.Change(wait, Timeout.InfiniteTimeSpan);
        return true;
    }
}
