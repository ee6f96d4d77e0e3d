namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>Montgomery's trick over the lanes of a block: one inversion, 21 multiplications of words.</summary>
internal static unsafe class LaneInversion<TModulus>
    where TModulus : struct, IModulus
{
    /// <summary>Inverts eight Montgomery forms in place; zero stays zero.</summary>
    public static void Invert(Limbs* elements)
    {
        var prefixes = stackalloc Limbs[ILanes.Count];
        var product = TModulus.R;
        for (var i = 0; i < ILanes.Count; i++)
        {
            prefixes[i] = product;
            if (!elements[i].IsZero) Montgomery<TModulus>.Multiply(product, elements[i], out product);
        }

        var inverse = Montgomery<TModulus>.Invert(product);
        for (var i = ILanes.Count - 1; i >= 0; i--)
        {
            if (elements[i].IsZero) continue;
            var element = elements[i];
            Montgomery<TModulus>.Multiply(inverse, prefixes[i], out elements[i]);
            Montgomery<TModulus>.Multiply(inverse, element, out inverse);
        }
    }
}
