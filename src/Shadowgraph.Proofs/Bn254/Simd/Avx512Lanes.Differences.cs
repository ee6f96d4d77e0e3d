using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Products of differences, by which points are added.</content>
internal readonly unsafe partial struct Avx512Lanes<TModulus, TDigits>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreNorm(double* norm, double* a, double* b, double* work)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyByNorm(double* result, double* norm, double* a, double* b, double* factor) =>
        SubtractMultiply(result, a, b, factor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Divide(double* result, double* c, double* d, double* a, double* b, double* inverseNorm, double* work) =>
        SubtractMultiply(result, c, d, inverseNorm);

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void SubtractMultiply(double* result, double* a, double* b, double* factor)
    {
        ReduceDifference(a, b, factor, out var t5, out var t6, out var t7, out var t8, out var t9);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void SubtractMultiplySubtract(double* result, double* a, double* b, double* factor, double* subtrahend)
    {
        ReduceDifference(a, b, factor, out var t5, out var t6, out var t7, out var t8, out var t9);

        // |v| < 1.7·m, minus at most 1.3·m: q is between -3 and 3.
        StoreDifference(result, subtrahend, t5, t6, t7, t8, t9);
    }

    /// <summary>(a - b)c: the difference of two digits is taken where it enters the columns, and never stored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReduceDifference(
        double* a, double* b, double* factor,
        out Vector512<long> t5, out Vector512<long> t6, out Vector512<long> t7, out Vector512<long> t8, out Vector512<long> t9)
    {
        StartColumns(out var c0, out var c1, out var c2, out var c3, out var c4, out var c5, out var c6, out var c7, out var c8);
        LoadFactors(factor, out var b0, out var b1, out var b2, out var b3, out var b4);
        Reduce(
            Digit(a, 0) - Digit(b, 0), Digit(a, 1) - Digit(b, 1), Digit(a, 2) - Digit(b, 2), Digit(a, 3) - Digit(b, 3), Digit(a, 4) - Digit(b, 4),
            b0, b1, b2, b3, b4, c0, c1, c2, c3, c4, c5, c6, c7, c8, out t5, out t6, out t7, out t8, out t9);
    }
}
