namespace ProofCluster.Simulation;

/// <summary>Processors that serve bursts of work in the order of their coming.</summary>
internal sealed class Machine(EventQueue events, int cores)
{
    private readonly Queue<(double Work, Action Done)> _waiting = new();
    private int _busy;

    /// <summary>Processor time that was spent.</summary>
    public double Spent { get; private set; }

    /// <summary>Processors.</summary>
    public int Cores => cores;

    /// <summary>Does some work, and then something else.</summary>
    public void Run(double work, Action done)
    {
        if (_busy == cores)
        {
            _waiting.Enqueue((work, done));
            return;
        }

        _busy++;
        Begin(work, done);
    }

    private void Begin(double work, Action done)
    {
        Spent += work;
        events.After(work, () =>
        {
            if (_waiting.TryDequeue(out var next)) Begin(next.Work, next.Done);
            else _busy--;
            done();
        });
    }
}
