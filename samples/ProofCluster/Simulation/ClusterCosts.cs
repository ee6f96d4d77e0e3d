namespace ProofCluster.Simulation;

/// <summary>The measured cost of a request, in milliseconds, as the input of a simulation. Defaults are from docs/many-machines.md.</summary>
internal sealed record ClusterCosts
{
    /// <summary>Processor time of a front.</summary>
    public double Front { get; init; } = 1.4;

    /// <summary>Processor time of the silos, but for the proof.</summary>
    public double Silo { get; init; } = 6.0;

    /// <summary>Processor time of Redis, on its single working thread.</summary>
    public double Redis { get; init; } = 0.7;

    /// <summary>Consecutive calls of Redis: directory, states, reminders, cache.</summary>
    public int RedisCalls { get; init; } = 13;

    /// <summary>A write of Redis's log to the disk; the commands that wait meanwhile share the next write.</summary>
    public double DiskSync { get; init; } = 0.15;

    /// <summary>A single trip over the network.</summary>
    public double Network { get; init; } = 0.1;

    /// <summary>Processor time of a proof; 0 for none.</summary>
    public double Proof { get; init; }

    /// <summary>Processor time of a front and a silo each for a poll of a request that is not done.</summary>
    public double Poll { get; init; } = 0.3;

    /// <summary>The time between two polls.</summary>
    public double PollPeriod { get; init; } = 2000;

    /// <summary>Processor time of Redis for a silo's reading of the table of silos, for each row.</summary>
    public double TableRow { get; init; } = 0.002;

    /// <summary>The time between two readings of the table.</summary>
    public double TablePeriod { get; init; } = 5000;
}
