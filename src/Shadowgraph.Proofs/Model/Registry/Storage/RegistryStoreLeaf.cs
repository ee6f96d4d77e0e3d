using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>A leaf of a registry in the form of the store: everything is sealed except index and version. Immutable.</summary>
/// <param name="Index">The leaf's index in the tree, from 0, without gaps.</param>
/// <param name="Version">The sequence of the change that wrote the leaf.</param>
/// <param name="AccountTag">A pseudonym of the account, unique among all leaves, at most 32 bytes; empty for a removed leaf.</param>
/// <param name="Content">The leaf's hash, subject and salt, sealed; a few hundred bytes at most.</param>
/// <param name="Attestations">The attestations, sealed, 47 bytes each; empty for a removed leaf, and in listings without attestations.</param>
[JsonConverter(typeof(NoJsonConverter<RegistryStoreLeaf>))]
public sealed record RegistryStoreLeaf(
    int Index, long Version, ReadOnlyMemory<byte> AccountTag, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> Attestations)
{
    /// <summary>Index and version only: the default text of a record would print the contents.</summary>
    public override string ToString() => $"{nameof(RegistryStoreLeaf)} {{ Index = {Index}, Version = {Version} }}";
}
