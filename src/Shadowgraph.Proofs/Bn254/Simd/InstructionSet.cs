namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>The instruction sets for which the arithmetic is written.</summary>
internal enum InstructionSet
{
    /// <summary>One number after another, without vectors: every processor.</summary>
    Portable,

    /// <summary>Four lanes: AVX2 with fused multiply-add.</summary>
    Avx2,

    /// <summary>Eight lanes: AVX-512 F and DQ.</summary>
    Avx512,
}
