namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>The elements of a packed pair that a negated term negates.</summary>
internal enum Negation
{
    None,
    Second,
    Both,
}
