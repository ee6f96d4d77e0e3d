namespace Shadowgraph.Proofs.Bn254.MultiScalar;

/// <summary>Eight runs of terms of equal length, which are summed side by side.</summary>
internal unsafe struct EightRuns
{
    /// <summary>The number of runs.</summary>
    public const int Runs = 8;

    /// <summary>Terms in each run.</summary>
    public int Length;

    /// <summary>The start of each run.</summary>
    public fixed int Starts[Runs];
}
