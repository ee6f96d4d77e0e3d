namespace ProofCluster.Simulation;

/// <summary>Events in the order of their simulated times, in milliseconds.</summary>
internal sealed class EventQueue
{
    private readonly PriorityQueue<Action, (double At, long Order)> _events = new();
    private long _order;

    /// <summary>The present time.</summary>
    public double Now { get; private set; }

    /// <summary>Has something happen after a delay.</summary>
    public void After(double delay, Action happens) => _events.Enqueue(happens, (Now + delay, _order++));

    /// <summary>Runs until a time.</summary>
    public void RunUntil(double end)
    {
        while (_events.TryPeek(out _, out var next) && next.At <= end)
        {
            var happens = _events.Dequeue();
            Now = next.At;
            happens();
        }

        Now = end;
    }
}
