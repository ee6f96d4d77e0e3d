using Shadowgraph.Proofs.Dispatch.Requests;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// The proofs of one priority that wait, in the order in which they came, with how many of them and how much work stand before each. A
/// Fenwick tree: to enter, to leave and to ask cost O(log n). Under the lock of InFlightRequests.
/// </summary>
internal sealed class WaitingLine
{
    private const int Smallest = 16;

    // By place; places are given out in order, and what has left leaves its place empty until all are used up.
    private InFlightProof?[] _proofs = new InFlightProof?[Smallest];
    private (int Count, long Work)[] _sums = new (int, long)[Smallest + 1];
    private int _used;

    /// <summary>Proofs in the line, and their work.</summary>
    public (int Count, long Work) Total { get; private set; }

    /// <summary>Puts a proof at the end.</summary>
    public void Enter(InFlightProof inFlight)
    {
        if (_used == _proofs.Length) Compact();
        inFlight.Place = _used++;
        _proofs[inFlight.Place] = inFlight;
        Add(inFlight.Place, 1, inFlight.Plan.WorkUnits);
    }

    /// <summary>Takes a proof out, wherever it stands.</summary>
    public void Leave(InFlightProof inFlight)
    {
        _proofs[inFlight.Place] = null;
        Add(inFlight.Place, -1, -inFlight.Plan.WorkUnits);
    }

    /// <summary>What stands before a proof of this line.</summary>
    public (int Count, long Work) Before(InFlightProof inFlight)
    {
        var (count, work) = (0, 0L);
        for (var i = inFlight.Place; i > 0; i &= i - 1)
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
        var proofs = _proofs;
        var length = Math.Max(Smallest, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(2 * Total.Count)));
        _proofs = new InFlightProof?[length];
        _sums = new (int, long)[length + 1];
        (_used, Total) = (0, default);
        foreach (var inFlight in proofs)
        {
            if (inFlight is not null) Enter(inFlight);
        }
    }
}
