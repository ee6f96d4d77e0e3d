using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>What a store applies as a whole or not at all: leaves that are new or replaced, and the root that they lead to.</summary>
[JsonConverter(typeof(NoJsonConverter<RegistryStoreChange>))]
public sealed class RegistryStoreChange
{
    /// <summary>The new root; its sequence is 1 more than that of the state which it changes.</summary>
    public required RegistryStoreRoot Root { get; init; }

    /// <summary>The leaves, each index once, removed ones first. They are sealed while they are read, so read them once and in
    /// order.</summary>
    public required IAsyncEnumerable<RegistryStoreLeaf> Leaves { get; init; }

    /// <summary>Tells keys apart without telling anything of them; at most 32 bytes, empty if the store is not sealed.</summary>
    public required ReadOnlyMemory<byte> KeyId { get; init; }

    /// <summary>Roots of a smaller sequence are forgotten.</summary>
    public required long OldestRoot { get; init; }
}
