using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>The contents of a proving key, as in a .zkey file.</summary>
internal sealed record ProvingKeyContents
{
    /// <summary>Number of wires, including the constant wire.</summary>
    public required int WireCount { get; init; }

    /// <summary>Size of the domain: a power of two.</summary>
    public required int DomainSize { get; init; }

    /// <summary>The distinct rows of A and B, including the rows of the public signals.</summary>
    public required SparseRows Rows { get; init; }

    /// <summary>For each place of the domain the index of its row of A; -1 for an empty place.</summary>
    public required IndexTable RowA { get; init; }

    /// <summary>For each place of the domain the index of its row of B; -1 for an empty place.</summary>
    public required IndexTable RowB { get; init; }

    public required G1Affine Alpha1 { get; init; }

    public required G1Affine Beta1 { get; init; }

    public required G2Affine Beta2 { get; init; }

    public required G2Affine Gamma2 { get; init; }

    public required G1Affine Delta1 { get; init; }

    public required G2Affine Delta2 { get; init; }

    /// <summary>A point for the constant and for each public signal.</summary>
    public required G1Affine[] Ic { get; init; }

    /// <summary>Points of wires.</summary>
    public required PointTable<Fp> A { get; init; }

    /// <summary>Points of wires.</summary>
    public required PointTable<Fp> B1 { get; init; }

    /// <summary>Points of wires.</summary>
    public required PointTable<Fp2> B2 { get; init; }

    /// <summary>Points of wires that are neither constant nor public.</summary>
    public required PointTable<Fp> C { get; init; }

    /// <inheritdoc cref="ProvingKey.FoldedC"/>
    public PointTable<Fp>? FoldedC { get; init; }

    /// <summary>Points of the domain's places.</summary>
    public required PointTable<Fp> H { get; init; }

    public required CeremonyRecord Ceremony { get; init; }

    /// <summary>The points of the verifying key.</summary>
    public VerifyingKeyPoints VerifyingPoints => new(Alpha1, Beta2, Gamma2, Delta2, Ic);

    /// <summary>A hash of the circuit; null without the rows that tie public signals to their values.</summary>
    public string? CircuitHash() => CircuitDigest.OfKey(WireCount, Ic.Length - 1, Rows, RowA.Span, RowB.Span);
}
