using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>Montgomery's trick over the lanes of a block: a single inversion, and six multiplications of all lanes.</summary>
/// <remarks>
/// Lanes are multiplied by the lanes at distance four, two and one, until each lane holds the product of all lanes. The inverse of that product, times
/// the factors of a lane, is the inverse of the lane's value.
/// </remarks>
internal static unsafe class LaneInversion<TLanes, TModulus>
    where TLanes : struct, IFieldLanes
    where TModulus : struct, IModulus
{
    private const int Length = IFieldLanes.Length;
    private const int Levels = 3;

    /// <summary>See <see cref="IFieldLanes.Invert"/>.</summary>
    [MethodImpl(Kernel.Optimized)]
    [SkipLocalsInit]
    public static void Invert(double* result, double* value)
    {
        var memory = stackalloc double[(Levels + 2) * Length + BlockAlignment.Slack];
        var product = BlockAlignment.Align(memory);
        double* other = product + Length, factors = other + Length;

        // A zero would make the common product zero: replaced by 1 here, and restored to
        // zero at the end.
        var zeros = TLanes.ZeroLanes(value);
        TLanes.SetOne(other);
        TLanes.Select(product, value, other, zeros);
        for (var level = 0; level < Levels; level++)
        {
            // After these levels each lane holds the product of two, four and eight lanes.
            // All factors are products, at most m with AVX2: m² is within 1.3·m², and no
            // reduction is needed.
            var factor = factors + level * Length;
            TLanes.Permute(factor, product, product, Neighbours(level));

            // The factor of each lane is kept for the way back, where it leads from the
            // inverse of the product to that of the lane.
            TLanes.Multiply(product, product, factor);
        }

        // All eight lanes are equal, so one scalar inversion serves all.
        var elements = stackalloc Limbs[ILanes.Count];
        TLanes.ToMontgomery(elements, product);
        new Span<Limbs>(elements, ILanes.Count).Fill(Montgomery<TModulus>.Invert(elements[0]));
        TLanes.FromMontgomery(product, elements);

        // 1/(xy)·y = 1/x: the levels backwards, each with the factor of its multiplication.
        for (var level = Levels - 1; level >= 0; level--) TLanes.Multiply(product, product, factors + level * Length);
        TLanes.Subtract(other, other, other);
        TLanes.Select(result, product, other, zeros);
    }

    /// <summary>The lanes at distance four, two and one.</summary>
    private static ulong Neighbours(int level) => level switch
    {
        0 => 0x0302010007060504,
        1 => 0x0504070601000302,
        _ => 0x0607040502030001,
    };
}
