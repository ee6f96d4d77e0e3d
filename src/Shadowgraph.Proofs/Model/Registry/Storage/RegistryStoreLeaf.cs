using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>A leaf of a registry as its store keeps it: all of it sealed but its place. Immutable.</summary>
/// <param name="Index">The leaf's index in the tree, from 0, without gaps.</param>
/// <param name="Version">The sequence of the change that wrote it.</param>
/// <param name="AccountTag">Stands for the account, unique among all leaves, at most 32 bytes; empty for a removed leaf.</param>
/// <param name="Content">The leaf's hash, subject and salt, sealed; a few hundred bytes at most.</param>
/// <param name="Attestations">The attestations, sealed, 47 bytes each; empty for a removed leaf, and when leaves are read without
/// them.</param>
[JsonConverter(typeof(NoJsonConverter<RegistryStoreLeaf>))]
public sealed record RegistryStoreLeaf(
    int Index, long Version, ReadOnlyMemory<byte> AccountTag, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> Attestations)
{
    /// <summary>Place and version only: a record would print what it holds.</summary>
    public override string ToString() => $"{nameof(RegistryStoreLeaf)} {{ Index = {Index}, Version = {Version} }}";
}
