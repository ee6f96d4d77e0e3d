using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>A published root of a registry. Immutable.</summary>
/// <param name="Sequence">The number of the change: 1 for the first change, then consecutive.</param>
/// <param name="Root">The root.</param>
/// <param name="SubjectCount">The number of subjects with a live leaf.</param>
/// <param name="PublishedAt">The time of publication, in whole milliseconds.</param>
public sealed record PublishedRoot(long Sequence, Fr Root, int SubjectCount, DateTimeOffset PublishedAt);
