using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>A consistent snapshot of a store. Dispose the snapshot after reading the leaves.</summary>
/// <param name="registryId">The random identifier of the registry, chosen when the store was created.</param>
/// <param name="keyId">The key identifier of the latest change; empty before the first change and for an unsealed store.</param>
/// <param name="roots">The retained roots, by sequence; empty before the first change.</param>
/// <param name="leaves">The requested leaves, by index and without attestations. Can be enumerated once.</param>
/// <param name="release">Ends the reading.</param>
[JsonConverter(typeof(NoJsonConverter<RegistryStoreSnapshot>))]
public sealed class RegistryStoreSnapshot(
    Guid registryId, ReadOnlyMemory<byte> keyId, IReadOnlyList<RegistryStoreRoot> roots, IAsyncEnumerable<RegistryStoreLeaf> leaves, Func<ValueTask> release)
    : IAsyncDisposable
{
    /// <summary>The random identifier of the registry, chosen when the store was created.</summary>
    public Guid RegistryId => registryId;

    /// <summary>The key identifier of the latest change; empty before the first change and for an unsealed store.</summary>
    public ReadOnlyMemory<byte> KeyId => keyId;

    /// <summary>The retained roots, by sequence; empty before the first change.</summary>
    public IReadOnlyList<RegistryStoreRoot> Roots => roots;

    /// <summary>The requested leaves, by index and without attestations. Can be enumerated once.</summary>
    public IAsyncEnumerable<RegistryStoreLeaf> Leaves => leaves;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => release();
}
