using Shadowgraph.Proofs.Dispatch.Requests;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// The waiting proofs of one priority, in order of arrival, with the count and the work ahead of each. A Fenwick tree: insertion, removal and
/// query cost O(log n). Guarded by the lock of InFlightRequests.
/// </summary>
internal sealed class WaitingLine
{
    private const int Smallest = 16;

    // Indexed by place; places are assigned in order, and the place of a removed proof stays empty until the next compaction.
    private InFlightProof?[] _proofs = new InFlightProof?[Smallest];
    private (int Count, long Work)[] _sums = new (int, long)[Smallest + 1];
    private int _used;

    /// <summary>Count and total work of the proofs in the line.</summary>
    public (int Count, long Work) Total { get; private set; }

    /// <summary>Appends a proof.</summary>
    public void Enter(InFlightProof inFlight)
    {
        if (_used == _proofs.Length) Compact();
        inFlight.Place = _used++;
        _proofs[inFlight.Place] = inFlight;
        Add(inFlight.Place, 1, inFlight.Plan.WorkUnits);
    }

    /// <summary>Removes a proof at any place.</summary>
    public void Leave(InFlightProof inFlight)
    {
        _proofs[inFlight.Place] = null;
        Add(inFlight.Place, -1, -inFlight.Plan.WorkUnits);
    }

    /// <summary>Count and work ahead of a proof of this line.</summary>
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

    /// <summary>Assigns new places to the remaining proofs. At least half of the places are free afterwards.</summary>
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
