namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>What of a packed pair is negated where its term says so.</summary>
internal enum Negation
{
    None,
    Second,
    Both,
}
