using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>A root of a registry in the form of the store: in clear, since roots are public, with a seal. Immutable.</summary>
/// <param name="Sequence">The number of the change: 1 for the first change, then consecutive.</param>
/// <param name="Root">The root, 32 bytes, least significant first.</param>
/// <param name="LeafCount">The number of leaves, including removed leaves.</param>
/// <param name="SubjectCount">The number of live leaves.</param>
/// <param name="PublishedAt">The time of publication, in whole milliseconds.</param>
/// <param name="Seal">Authenticates all fields above; at most 32 bytes, empty for an unsealed store.</param>
[JsonConverter(typeof(NoJsonConverter<RegistryStoreRoot>))]
public sealed record RegistryStoreRoot(
    long Sequence, ReadOnlyMemory<byte> Root, int LeafCount, int SubjectCount, DateTimeOffset PublishedAt, ReadOnlyMemory<byte> Seal);
