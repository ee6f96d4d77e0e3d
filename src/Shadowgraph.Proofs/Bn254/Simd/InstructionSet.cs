namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>The instruction sets with an implementation of the arithmetic.</summary>
internal enum InstructionSet
{
    /// <summary>Scalar code without vectors: every processor.</summary>
    Portable,

    /// <summary>Four lanes: AVX2 with fused multiply-add.</summary>
    Avx2,

    /// <summary>Eight lanes: AVX-512 F and DQ.</summary>
    Avx512,
}
