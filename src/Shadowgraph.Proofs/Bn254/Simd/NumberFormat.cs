namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>How numbers are held in lanes, and why no operation on them is ever inexact.</summary>
internal static class NumberFormat;
