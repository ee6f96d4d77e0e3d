namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>Eight runs of terms of one length, which are summed side by side.</summary>
internal unsafe struct EightRuns
{
    /// <summary>How many runs there are.</summary>
    public const int Runs = 8;

    /// <summary>Terms in each run.</summary>
    public int Length;

    /// <summary>Where each run begins.</summary>
    public fixed int Starts[Runs];
}
