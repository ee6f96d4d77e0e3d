using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>A root of a registry as its store keeps it: in clear, as roots are public, and with a seal. Immutable.</summary>
/// <param name="Sequence">Which change made it: 1 for the first, then 1 more each.</param>
/// <param name="Root">The root, 32 bytes, least significant first.</param>
/// <param name="LeafCount">Leaves, removed ones included.</param>
/// <param name="SubjectCount">Leaves that were not removed.</param>
/// <param name="PublishedAt">When it was made, in whole milliseconds.</param>
/// <param name="Seal">Authenticates all of that; at most 32 bytes, empty if the store is not sealed.</param>
[JsonConverter(typeof(NoJsonConverter<RegistryStoreRoot>))]
public sealed record RegistryStoreRoot(
    long Sequence, ReadOnlyMemory<byte> Root, int LeafCount, int SubjectCount, DateTimeOffset PublishedAt, ReadOnlyMemory<byte> Seal);
