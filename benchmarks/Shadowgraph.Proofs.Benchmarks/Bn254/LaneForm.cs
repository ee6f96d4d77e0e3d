namespace Shadowgraph.Proofs.Benchmarks.Bn254;

/// <summary>The library's vector forms, which are not public, as a parameter of benchmarks.</summary>
public enum LaneForm
{
    /// <summary>Words of 64 bits.</summary>
    Portable,

    /// <summary>Four lanes.</summary>
    Avx2,

    /// <summary>Eight lanes.</summary>
    Avx512,
}
