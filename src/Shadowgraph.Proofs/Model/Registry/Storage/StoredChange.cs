namespace Shadowgraph.Proofs;

/// <summary>What a store holds that a registry in memory does not yet.</summary>
/// <param name="History">The roots, the one that the leaves lead to last.</param>
/// <param name="LeafCount">Leaves of the tree then, removed ones included.</param>
/// <param name="SubjectCount">Live leaves then.</param>
/// <param name="Live">The leaves that are new or replaced, by index.</param>
/// <param name="Removed">The indexes of those that are removed.</param>
internal sealed record StoredChange(RootHistory History, int LeafCount, int SubjectCount, IReadOnlyList<StoredLeaf> Live, IReadOnlySet<int> Removed);
