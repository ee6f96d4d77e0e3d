using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>An atomic change of a store: new, replaced and removed leaves, and the resulting root.</summary>
[JsonConverter(typeof(NoJsonConverter<RegistryStoreChange>))]
public sealed class RegistryStoreChange
{
    /// <summary>The new root; its sequence is 1 more than the previous sequence.</summary>
    public required RegistryStoreRoot Root { get; init; }

    /// <summary>The leaves, each index once, removed leaves first. Leaves are sealed during enumeration, so enumerate once and in order.</summary>
    public required IAsyncEnumerable<RegistryStoreLeaf> Leaves { get; init; }

    /// <summary>An identifier of the key that reveals nothing of the key; at most 32 bytes, empty for an unsealed store.</summary>
    public required ReadOnlyMemory<byte> KeyId { get; init; }

    /// <summary>Roots with a smaller sequence are deleted.</summary>
    public required long OldestRoot { get; init; }
}
