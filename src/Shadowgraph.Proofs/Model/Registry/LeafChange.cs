using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>The change of a leaf.</summary>
/// <param name="Index">The index of the leaf in the tree.</param>
/// <param name="Subject">The subject of the leaf.</param>
/// <param name="Entry">The new version; null for a removed leaf.</param>
/// <param name="Leaf">The hash of the new version; 0 for a removed leaf.</param>
internal readonly record struct LeafChange(int Index, RegistrySubject Subject, RegistryEntry? Entry, Fr Leaf)
{
    /// <summary>The attestations; null for a removed leaf.</summary>
    public AttestationBundle? Bundle => Entry?.Bundle;

    /// <summary>The blinding salt of the leaf; 0 for a removed leaf.</summary>
    public Fr Salt => Entry?.Salt ?? Fr.Zero;

    public override string ToString() => $"{Index}: {Subject}, salt redacted";
}
