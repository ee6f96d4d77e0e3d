using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>What a store held at one moment. Dispose it when its leaves were read.</summary>
/// <param name="registryId">Names the registry: drawn at random when the store was made.</param>
/// <param name="keyId">That of the last change; empty if there was none or the store is not sealed.</param>
/// <param name="roots">The roots that are kept, by sequence; none before the first change.</param>
/// <param name="leaves">The leaves that were asked for, by index and without their attestations. They can be read once.</param>
/// <param name="release">Ends the reading.</param>
[JsonConverter(typeof(NoJsonConverter<RegistryStoreSnapshot>))]
public sealed class RegistryStoreSnapshot(
    Guid registryId, ReadOnlyMemory<byte> keyId, IReadOnlyList<RegistryStoreRoot> roots, IAsyncEnumerable<RegistryStoreLeaf> leaves, Func<ValueTask> release)
    : IAsyncDisposable
{
    /// <summary>Names the registry: drawn at random when the store was made.</summary>
    public Guid RegistryId => registryId;

    /// <summary>That of the last change; empty if there was none or the store is not sealed.</summary>
    public ReadOnlyMemory<byte> KeyId => keyId;

    /// <summary>The roots that are kept, by sequence; none before the first change.</summary>
    public IReadOnlyList<RegistryStoreRoot> Roots => roots;

    /// <summary>The leaves that were asked for, by index and without their attestations. They can be read once.</summary>
    public IAsyncEnumerable<RegistryStoreLeaf> Leaves => leaves;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => release();
}
