namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// How much stands before each flight: what is left of those that run, what waits with a higher priority, and what came before it with its
/// own. Aging, and whatever order a queue of the host's has, are left out. Under the book's lock.
/// </summary>
internal sealed class WorkAhead
{
    private static readonly int Priorities = Enum.GetValues<ProofPriority>().Length;

    private readonly WaitingLine[] _lines = [.. Enumerable.Range(0, Priorities).Select(_ => new WaitingLine())];
    private readonly List<Flight> _running = [];

    public void Enter(Flight flight) => LineOf(flight.Priority).Enter(flight);

    public void Raise(Flight flight, ProofPriority priority)
    {
        LineOf(flight.Priority).Leave(flight);
        flight.Priority = priority;
        Enter(flight);
    }

    public void Begin(Flight flight)
    {
        LineOf(flight.Priority).Leave(flight);
        _running.Add(flight);
    }

    public void End(Flight flight)
    {
        if (!_running.Remove(flight)) LineOf(flight.Priority).Leave(flight);
    }

    /// <summary>Work until a flight that waits is done, its own included.</summary>
    public double Of(Flight flight) => Of(flight.Priority, LineOf(flight.Priority).Before(flight).Work) + flight.Plan.WorkUnits;

    /// <summary>Work that would stand before a flight that came now.</summary>
    public double Of(ProofPriority priority) => Of(priority, LineOf(priority).Total.Work);

    /// <summary>How many flights that wait stand before one that waits: 0 if it is the next.</summary>
    public int PositionOf(Flight flight)
    {
        var position = LineOf(flight.Priority).Before(flight).Count;
        for (var higher = (int)flight.Priority + 1; higher < Priorities; higher++) position += _lines[higher].Total.Count;
        return position;
    }

    private double Of(ProofPriority priority, long before)
    {
        var sum = (double)before;
        foreach (var flight in _running) sum += flight.Plan.WorkUnits * (1 - flight.Progress.Current.Fraction);
        for (var higher = (int)priority + 1; higher < Priorities; higher++) sum += _lines[higher].Total.Work;
        return sum;
    }

    private WaitingLine LineOf(ProofPriority priority) => _lines[(int)priority];
}
