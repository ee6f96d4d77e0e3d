namespace Shadowgraph.Proofs;

/// <summary>A change in the store that the registry in memory has not loaded yet.</summary>
/// <param name="History">The roots; the last root belongs to the leaves.</param>
/// <param name="LeafCount">The number of leaves of the tree after the change, including removed leaves.</param>
/// <param name="SubjectCount">The number of live leaves after the change.</param>
/// <param name="Live">The new and replaced leaves, by index.</param>
/// <param name="Removed">The indexes of removed leaves.</param>
internal sealed record StoredChange(RootHistory History, int LeafCount, int SubjectCount, IReadOnlyList<StoredLeaf> Live, IReadOnlySet<int> Removed);
