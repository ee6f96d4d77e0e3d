using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Circuits.Gadgets;

/// <summary>Computes the root from a node and a path, in a lean incremental Merkle tree of depth 0 to 32.</summary>
/// <remarks>
/// The tree skips a level at which a node has no sibling, and so does the path: the included levels come first. A separate flag says whether a
/// level is included, instead of the sibling's value, because a removed leaf leaves the sibling 0. Cost: 246 per level, 240 for the hash; all wires
/// of a level that is not included are 0.
/// </remarks>
internal static class LeanImtPathGadget
{
    public const int MaxDepth = 32;

    /// <summary>The root above a node.</summary>
    /// <param name="builder">Receives the constraints.</param>
    /// <param name="poseidon">Hashes in the same circuit.</param>
    /// <param name="allowed">Boolean: 0 forces an empty path.</param>
    /// <param name="node">The start of the path.</param>
    /// <param name="path">The levels of the path, lowest first.</param>
    public static LinearCombination Root(
        CircuitBuilder builder, PoseidonGadget poseidon, LinearCombination allowed, LinearCombination node, ReadOnlySpan<Level> path)
    {
        var (limit, root) = (allowed, node);
        for (var i = 0; i < path.Length; i++)
        {
            using var scope = builder.Scope("level", i);
            var (included, side, sibling) = path[i];
            Flags.AssertNonIncreasing(builder, limit, [included], "included");

            // 0 or 1 at an included level, 0 at an unused level: a single constraint suffices, because included is 0 or 1.
            builder.AssertProduct(side, side - included, 0, "side is 0 or 1 and only 0 at an unused level");
            Flags.AssertZeroUnless(builder, included, sibling, "sibling is 0 at an unused level");

            // The flags fall, so that all levels below an included level are included too, and the last parent is the node.
            LinearCombination child = builder.Multiply(included, node, "node");
            LinearCombination swap = builder.Multiply(side, sibling - child, "swap");
            node = poseidon.Hash("hash", included, 0, child + swap, sibling - swap);

            // The parent takes the child's place; at an unused level both are 0.
            root += node - child;
            limit = included;
        }

        return root;
    }

    /// <summary>A level of a path.</summary>
    /// <param name="Included">1 if the path has this level.</param>
    /// <param name="Side">1 if the node is the right child.</param>
    /// <param name="Sibling">The sibling of the node.</param>
    internal readonly record struct Level(LinearCombination Included, LinearCombination Side, LinearCombination Sibling);
}
