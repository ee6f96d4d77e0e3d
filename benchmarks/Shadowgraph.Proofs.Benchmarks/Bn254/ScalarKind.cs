namespace Shadowgraph.Proofs.Benchmarks.Bn254;

/// <summary>Which scalars points are multiplied by.</summary>
public enum ScalarKind
{
    /// <summary>All of full size.</summary>
    Full,

    /// <summary>34 % zeros, 25 % ones, 40 % of full size.</summary>
    WitnessLike,
}
