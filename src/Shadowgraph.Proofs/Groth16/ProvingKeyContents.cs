using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>All that makes a proving key, as in a .zkey file.</summary>
internal sealed record ProvingKeyContents
{
    /// <summary>Wires, the constant one included.</summary>
    public required int WireCount { get; init; }

    /// <summary>A power of two.</summary>
    public required int DomainSize { get; init; }

    /// <summary>The distinct rows of A and B, the public signals' own rows among them.</summary>
    public required SparseRows Rows { get; init; }

    /// <summary>For each place of the domain its row of A; -1 if it is empty.</summary>
    public required int[] RowA { get; init; }

    /// <summary>For each place of the domain its row of B; -1 if it is empty.</summary>
    public required int[] RowB { get; init; }

    public required G1Affine Alpha1 { get; init; }

    public required G1Affine Beta1 { get; init; }

    public required G2Affine Beta2 { get; init; }

    public required G2Affine Gamma2 { get; init; }

    public required G1Affine Delta1 { get; init; }

    public required G2Affine Delta2 { get; init; }

    /// <summary>One point for the constant and one for each public signal.</summary>
    public required G1Affine[] Ic { get; init; }

    /// <summary>Points of wires.</summary>
    public required PointTable<Fp> A { get; init; }

    /// <summary>Points of wires.</summary>
    public required PointTable<Fp> B1 { get; init; }

    /// <summary>Points of wires.</summary>
    public required PointTable<Fp2> B2 { get; init; }

    /// <summary>Points of wires that are neither the constant nor public.</summary>
    public required PointTable<Fp> C { get; init; }

    /// <summary>Points of the domain's places.</summary>
    public required PointTable<Fp> H { get; init; }

    public required CeremonyRecord Ceremony { get; init; }

    /// <summary>What makes the verifying key.</summary>
    public VerifyingKeyPoints VerifyingPoints => new(Alpha1, Beta2, Gamma2, Delta2, Ic);

    /// <summary>A hash of the circuit; null if the rows that tie public signals to their values are missing.</summary>
    public string? CircuitHash() => CircuitDigest.OfKey(WireCount, Ic.Length - 1, Rows, RowA, RowB);
}
