namespace Shadowgraph.Proofs.Benchmarks.Bn254;

/// <summary>The fields that are measured.</summary>
public enum FieldOperand
{
    /// <summary>Scalars.</summary>
    Fr,

    /// <summary>Coordinates of G1.</summary>
    Fp,

    /// <summary>Coordinates of G2.</summary>
    Fp2,
}
