using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <summary>Montgomery's trick over the lanes of a block: one inversion, and six multiplications of all lanes.</summary>
/// <remarks>
/// Lanes are multiplied with those that are four, two and one away, until each holds the product of all. The inverse of that, times what
/// a lane was multiplied with, is the inverse of what it was before.
/// </remarks>
internal static unsafe class LaneInversion<TLanes, TModulus>
    where TLanes : struct, IFieldLanes
    where TModulus : struct, IModulus
{
    private const int Length = IFieldLanes.Length;
    private const int Levels = 3;

    /// <summary>See <see cref="ILanes.Invert"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void Invert(double* result, double* value)
    {
        var memory = stackalloc double[(Levels + 2) * Length + BlockAlignment.Slack];
        var product = BlockAlignment.Align(memory);
        double* other = product + Length, factors = other + Length;
        var zeros = TLanes.ZeroLanes(value);
        TLanes.SetOne(other);
        TLanes.Select(product, value, other, zeros);
        for (var level = 0; level < Levels; level++)
        {
            var factor = factors + level * Length;
            TLanes.Permute(factor, product, product, Neighbours(level));
            TLanes.Multiply(product, product, factor);
        }

        var elements = stackalloc Limbs[ILanes.Count];
        TLanes.ToMontgomery(elements, product);
        new Span<Limbs>(elements, ILanes.Count).Fill(Montgomery<TModulus>.Invert(elements[0]));
        TLanes.FromMontgomery(product, elements);
        for (var level = Levels - 1; level >= 0; level--) TLanes.Multiply(product, product, factors + level * Length);
        TLanes.Subtract(other, other, other);
        TLanes.Select(result, product, other, zeros);
    }

    /// <summary>For each lane the one that is four, two or one away.</summary>
    private static ulong Neighbours(int level) => level switch
    {
        0 => 0x0302010007060504,
        1 => 0x0504070601000302,
        _ => 0x0607040502030001,
    };
}
