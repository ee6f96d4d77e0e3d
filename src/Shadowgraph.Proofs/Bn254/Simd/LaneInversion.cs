using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>Montgomery's trick over the lanes of a block: one inversion, 21 multiplications of words.</summary>
/// <remarks>
/// As a binary tree, so that most multiplications don't wait for each other: a node is the product of those below it, and the inverse of
/// one of these is the node's inverse times the other.
/// </remarks>
internal static unsafe class LaneInversion<TModulus>
    where TModulus : struct, IModulus
{
    /// <summary>Inverts eight Montgomery forms in place; zero stays zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Invert(Limbs* elements)
    {
        // The root is node 1, those below node i are 2i and 2i + 1.
        var nodes = stackalloc Limbs[2 * ILanes.Count];
        for (var i = 0; i < ILanes.Count; i++) nodes[ILanes.Count + i] = elements[i].IsZero ? TModulus.R : elements[i];
        for (var i = ILanes.Count - 1; i > 0; i--) Montgomery<TModulus>.Multiply(nodes[2 * i], nodes[2 * i + 1], out nodes[i]);
        nodes[1] = Montgomery<TModulus>.Invert(nodes[1]);
        for (var i = 1; i < ILanes.Count; i++)
        {
            var left = nodes[2 * i];
            Montgomery<TModulus>.Multiply(nodes[i], nodes[2 * i + 1], out nodes[2 * i]);
            Montgomery<TModulus>.Multiply(nodes[i], left, out nodes[2 * i + 1]);
        }

        for (var i = 0; i < ILanes.Count; i++)
        {
            if (!elements[i].IsZero) elements[i] = nodes[ILanes.Count + i];
        }
    }
}
