namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// The flights of one priority that wait, in the order in which they came, with how many of them and how much work stand before each. A
/// Fenwick tree: to enter, to leave and to ask cost O(log n). Under the book's lock.
/// </summary>
internal sealed class WaitingLine
{
    private const int Smallest = 16;

    // By place; places are given out in order, and what has left leaves its place empty until all are used up.
    private Flight?[] _flights = new Flight?[Smallest];
    private (int Count, long Work)[] _sums = new (int, long)[Smallest + 1];
    private int _used;

    /// <summary>Flights in the line, and their work.</summary>
    public (int Count, long Work) Total { get; private set; }

    /// <summary>Puts a flight at the end.</summary>
    public void Enter(Flight flight)
    {
        if (_used == _flights.Length) Compact();
        flight.Place = _used++;
        _flights[flight.Place] = flight;
        Add(flight.Place, 1, flight.Plan.WorkUnits);
    }

    /// <summary>Takes a flight out, wherever it stands.</summary>
    public void Leave(Flight flight)
    {
        _flights[flight.Place] = null;
        Add(flight.Place, -1, -flight.Plan.WorkUnits);
    }

    /// <summary>What stands before a flight of this line.</summary>
    public (int Count, long Work) Before(Flight flight)
    {
        var (count, work) = (0, 0L);
        for (var i = flight.Place; i > 0; i &= i - 1)
        {
            count += _sums[i].Count;
            work += _sums[i].Work;
        }

        return (count, work);
    }

    private void Add(int place, int count, long work)
    {
        Total = (Total.Count + count, Total.Work + work);
        for (var i = place + 1; i < _sums.Length; i += i & -i) _sums[i] = (_sums[i].Count + count, _sums[i].Work + work);
    }

    /// <summary>Gives new places to those who are there. At least half of the places are free afterwards.</summary>
    private void Compact()
    {
        var flights = _flights;
        var length = Math.Max(Smallest, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(2 * Total.Count)));
        _flights = new Flight?[length];
        _sums = new (int, long)[length + 1];
        (_used, Total) = (0, default);
        foreach (var flight in flights)
        {
            if (flight is not null) Enter(flight);
        }
    }
}
