namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// How much work stands before each flight: what is left of those that run, what waits with a higher priority, and what came before it
/// with its own. Each question and each change costs the same, however many wait; aging is left out. Under the book's lock.
/// </summary>
internal sealed class WorkAhead
{
    private static readonly int Priorities = Enum.GetValues<ProofPriority>().Length;

    // Of each priority: all work that ever came, and what of it waits no longer. In a line that goes in order, what came before a flight
    // less what has left the line is what still stands before it.
    private readonly long[] _entered = new long[Priorities];
    private readonly long[] _left = new long[Priorities];
    private readonly List<Flight> _running = [];

    public void Enter(Flight flight)
    {
        flight.WorkBefore = _entered[(int)flight.Priority];
        _entered[(int)flight.Priority] += flight.Plan.WorkUnits;
    }

    public void Raise(Flight flight, ProofPriority priority)
    {
        Leave(flight);
        flight.Priority = priority;
        Enter(flight);
    }

    public void Begin(Flight flight)
    {
        Leave(flight);
        _running.Add(flight);
    }

    public void End(Flight flight)
    {
        if (!_running.Remove(flight)) Leave(flight);
    }

    /// <summary>Work until a flight that waits is done, its own included.</summary>
    public double Of(Flight flight) => Of(flight.Priority, Math.Max(0, flight.WorkBefore - _left[(int)flight.Priority])) + flight.Plan.WorkUnits;

    /// <summary>Work that would stand before a flight that came now.</summary>
    public double Of(ProofPriority priority) => Of(priority, Waiting((int)priority));

    private double Of(ProofPriority priority, long before)
    {
        var sum = (double)before;
        foreach (var flight in _running) sum += flight.Plan.WorkUnits * (1 - flight.Progress.Current.Fraction);
        for (var higher = (int)priority + 1; higher < Priorities; higher++) sum += Waiting(higher);
        return sum;
    }

    private long Waiting(int priority) => _entered[priority] - _left[priority];

    private void Leave(Flight flight) => _left[(int)flight.Priority] += flight.Plan.WorkUnits;
}
