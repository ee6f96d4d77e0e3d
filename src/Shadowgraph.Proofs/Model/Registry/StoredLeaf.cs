using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>A live leaf in the form of a store, without its attestations.</summary>
/// <param name="Index">The index of the leaf in the tree.</param>
/// <param name="Subject">The subject of the leaf.</param>
/// <param name="Leaf">The hash of the leaf.</param>
/// <param name="Salt">The blinding salt of the leaf.</param>
internal readonly record struct StoredLeaf(int Index, RegistrySubject Subject, Fr Leaf, Fr Salt)
{
    public override string ToString() => $"{Index}: {Subject}, salt redacted";
}
