using Shadowgraph.Proofs.Dispatch.Requests;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// The work ahead of each proof: the remainder of running proofs, waiting proofs of higher priority, and waiting proofs of equal priority that
/// were enqueued earlier. Aging, and the order of a custom queue, are not modelled. Guarded by the lock of <see cref="InFlightRequests"/>.
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

    /// <summary>Work until a waiting proof is done, including its own.</summary>
    public double Of(InFlightProof inFlight) =>
        Of(inFlight.Priority, LineOf(inFlight.Priority).Before(inFlight).Work) + inFlight.Plan.WorkUnits;

    /// <summary>Work ahead of a proof that would be enqueued now.</summary>
    public double Of(ProofPriority priority) => Of(priority, LineOf(priority).Total.Work);

    /// <summary>The number of waiting proofs ahead of a waiting proof: 0 for the next proof.</summary>
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
