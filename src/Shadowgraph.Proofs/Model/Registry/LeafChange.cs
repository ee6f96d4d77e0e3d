using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>What becomes of one leaf.</summary>
/// <param name="Index">Its place in the tree.</param>
/// <param name="Subject">Whom it is about.</param>
/// <param name="Entry">The new version; null if it is removed.</param>
/// <param name="Leaf">Its hash; 0 if it is removed.</param>
internal readonly record struct LeafChange(int Index, RegistrySubject Subject, RegistryEntry? Entry, Fr Leaf)
{
    /// <summary>The attestations; null if the leaf is removed.</summary>
    public AttestationBundle? Bundle => Entry?.Bundle;

    /// <summary>What hides the rest of the leaf; 0 if it is removed.</summary>
    public Fr Salt => Entry?.Salt ?? Fr.Zero;

    public override string ToString() => $"{Index}: {Subject}, salt redacted";
}
