using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Squares, and sums and differences of two: 15 products of digits instead of 25 for each.</content>
internal readonly unsafe partial struct PortableLanes<TModulus, TDigits>
{
    public static void SquareSubtract(double* result, double* value, double* first, double* second)
    {
        var memory = stackalloc double[IFieldLanes.Length + BlockAlignment.Slack];
        var sum = BlockAlignment.Align(memory);
        Add(sum, first, second);
        SquareSubtract(result, value, sum);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void Square(double* result, double* value)
    {
        var digits = stackalloc double[Length];
        var integers = stackalloc long[Length];

        // 15 products instead of 25, see LaneSquare; a product up to 1.7·m gives
        // |T| < 3·m².
        Load(digits, integers, Digits, value);
        for (var i = 0; i < Length; i += Digits, digits += Digits, integers += Digits)
        {
            Reduce<LaneSquare>(digits, integers, out var t5, out var t6, out var t7, out var t8, out var t9);
            StoreDigits(result + i, t5, t6, t7, t8, t9);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void SquareSubtract(double* result, double* value, double* subtrahend)
    {
        var digits = stackalloc double[Length];
        var integers = stackalloc long[Length];
        Load(digits, integers, Digits, value);
        for (var i = 0; i < Length; i += Digits, digits += Digits, integers += Digits)
        {
            Reduce<LaneSquare>(digits, integers, out var t5, out var t6, out var t7, out var t8, out var t9);

            // |v - c| is at most 3·m.
            StoreDifference(result + i, subtrahend + i, t5, t6, t7, t8, t9);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void SquareSum(double* result, double* a, double* b) => MultiplyOnce<LaneSquareSum>(result, a, b);

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void SquareDifference(double* result, double* a, double* b) => MultiplyOnce<LaneSquareDifference>(result, a, b);

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void SquareDifferenceSubtract(double* result, double* a, double* b, double* subtrahend) =>
        MultiplyOnceSubtract<LaneSquareDifference>(result, a, b, subtrahend);
}
