namespace ProofCluster.Hosting;

/// <summary>How soon a silent silo counts as dead.</summary>
internal sealed class MembershipOptions
{
    /// <summary>The time that a probe may take.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Missed probes before a silo is suspected.</summary>
    public int MissedProbes { get; set; } = 3;

    /// <summary>Silos that must suspect a silo: 1 for up to four silos, 2 from five on.</summary>
    public int Votes { get; set; } = 1;

    /// <summary>The interval at which the table of silos is read, and at which a silo writes a sign of life.</summary>
    public TimeSpan TableRefresh { get; set; } = TimeSpan.FromSeconds(5);
}
