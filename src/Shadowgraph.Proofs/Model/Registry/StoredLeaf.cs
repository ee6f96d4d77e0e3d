using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>A live leaf as a store keeps it, its attestations not loaded.</summary>
/// <param name="Index">Its place in the tree.</param>
/// <param name="Subject">Whom it is about.</param>
/// <param name="Leaf">Its hash.</param>
/// <param name="Salt">What hides the rest of it.</param>
internal readonly record struct StoredLeaf(int Index, RegistrySubject Subject, Fr Leaf, Fr Salt)
{
    public override string ToString() => $"{Index}: {Subject}, salt redacted";
}
