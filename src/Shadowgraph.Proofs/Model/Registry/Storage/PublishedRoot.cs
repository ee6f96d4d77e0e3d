using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>A root that a registry published. Immutable.</summary>
/// <param name="Sequence">Which change made it: 1 for the first, then 1 more each.</param>
/// <param name="Root">The root.</param>
/// <param name="SubjectCount">Subjects with a live leaf.</param>
/// <param name="PublishedAt">When it was made, in whole milliseconds.</param>
public sealed record PublishedRoot(long Sequence, Fr Root, int SubjectCount, DateTimeOffset PublishedAt);
