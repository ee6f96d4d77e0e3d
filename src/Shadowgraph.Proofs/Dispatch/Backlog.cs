using Shadowgraph.Proofs.Dispatch.Requests;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// The work before each proof: what is left of those that run, what waits with a higher priority, and what was enqueued before it with its
/// own and has not left the line. Aging, and whatever order a queue of the host's has, are left out. Under the lock of
/// <see cref="InFlightRequests"/>.
/// </summary>
internal sealed class Backlog
{
    private static readonly int Priorities = Enum.GetValues<ProofPriority>().Length;

    private readonly WaitingLine[] _lines = [.. Enumerable.Range(0, Priorities).Select(_ => new WaitingLine())];
    private readonly List<InFlightProof> _running = [];

    public void Enter(InFlightProof inFlight) => LineOf(inFlight.Priority).Enter(inFlight);

    public void Raise(InFlightProof inFlight, ProofPriority priority)
    {
        LineOf(inFlight.Priority).Leave(inFlight);
        inFlight.Priority = priority;
        Enter(inFlight);
    }

    public void Begin(InFlightProof inFlight)
    {
        LineOf(inFlight.Priority).Leave(inFlight);
        _running.Add(inFlight);
    }

    public void End(InFlightProof inFlight)
    {
        if (!_running.Remove(inFlight)) LineOf(inFlight.Priority).Leave(inFlight);
    }

    /// <summary>Work until a proof that waits is done, its own included.</summary>
    public double Of(InFlightProof inFlight) =>
        Of(inFlight.Priority, LineOf(inFlight.Priority).Before(inFlight).Work) + inFlight.Plan.WorkUnits;

    /// <summary>Work that would stand before a proof that came now.</summary>
    public double Of(ProofPriority priority) => Of(priority, LineOf(priority).Total.Work);

    /// <summary>How many proofs that wait stand before one that waits: 0 if it is the next.</summary>
    public int PositionOf(InFlightProof inFlight)
    {
        var position = LineOf(inFlight.Priority).Before(inFlight).Count;
        for (var higher = (int)inFlight.Priority + 1; higher < Priorities; higher++) position += _lines[higher].Total.Count;
        return position;
    }

    private double Of(ProofPriority priority, long before)
    {
        var sum = (double)before;
        foreach (var inFlight in _running) sum += inFlight.Plan.WorkUnits * (1 - inFlight.Progress.Current.Fraction);
        for (var higher = (int)priority + 1; higher < Priorities; higher++) sum += _lines[higher].Total.Work;
        return sum;
    }

    private WaitingLine LineOf(ProofPriority priority) => _lines[(int)priority];
}
