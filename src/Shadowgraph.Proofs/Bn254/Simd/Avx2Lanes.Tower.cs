using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Operations of the tower over Fp that move data across lanes.</content>
internal readonly unsafe partial struct Avx2Lanes<TModulus, TDigits>
{
    public static void MultiplyDifferences(double* result, double* left, double* right, int count, double* subtrahend) =>
        MultiplyPairs(result, left, right, right + IFieldLanes.Length, -0.0, count, subtrahend);

    public static void MultiplySums(double* result, double* left, double* right, int count, double* subtrahend) =>
        MultiplyPairs(result, left, right + IFieldLanes.Length, right, 0.0, count, subtrahend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddNineTimes(double* result, double* a, double* b)
    {
        NineTimesHalf(result, a, b, 0.0);
        NineTimesHalf(result + HalfLength, a + HalfLength, b + HalfLength, 0.0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SubtractNineTimes(double* result, double* a, double* b)
    {
        NineTimesHalf(result, a, b, -0.0);
        NineTimesHalf(result + HalfLength, a + HalfLength, b + HalfLength, -0.0);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void Permute(double* result, double* first, double* second, ulong lanes)
    {
        // A byte selects a lane of 16: bit 3 the block, bit 2 the half, bits 0 and 1 the
        // position in a register.
        for (var half = 0; half < 2; half++, result += HalfLength, lanes >>= 8 * Lanes)
        {
            double* a = Lane(first, second, lanes), b = Lane(first, second, lanes >> 8);
            double* c = Lane(first, second, lanes >> 16), d = Lane(first, second, lanes >> 24);
            for (var i = 0; i < HalfLength; i += Lanes) Avx.Store(result + i, Vector256.Create(a[i], b[i], c[i], d[i]));
        }
    }

    private static void MultiplyPairs(double* result, double* left, double* first, double* second, double sign, int count, double* subtrahend)
    {
        MultiplyPairsHalf(result, left, first, second, sign, count, subtrahend);
        MultiplyPairsHalf(
            result + HalfLength, left + HalfLength, first + HalfLength, second + HalfLength, sign, count, subtrahend + HalfLength);
    }

    /// <summary>Σ (aᵢbᵢ ± cᵢdᵢ) - e in a single method, because every kernel costs compile time.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void MultiplyPairsHalf(
        double* result, double* left, double* first, double* second, double sign, int count, double* subtrahend)
    {
        // At most twelve sets. Digits of reduced numbers are tight: lower halves are at
        // most 2^50, upper halves at most 2^49, and 65 of each kind, with those of the
        // reduction, stay below 2^57.
        StartSums(2 * count, out var t0, out var t1, out var t2, out var t3, out var t4, out var t5, out var t6, out var t7, out var t8, out var t9);
        var signs = Vector256.Create(sign);
        for (; count > 0; count--, left += 2 * IFieldLanes.Length, first += 2 * IFieldLanes.Length, second += 2 * IFieldLanes.Length)
        {
            AddProducts(left, first, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
            AddSignedProducts(
                left + IFieldLanes.Length, second, signs, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        }

        // Twelve products of reduced numbers: |T| <= 3·m², and a single reduction.
        FoldColumns(ref t0, ref t1, ref t2, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);

        // |v| < 3·m including the subtrahend: |q| <= 3.
        StoreDifference(result, subtrahend, t5, t6, t7, t8, t9);
    }

    /// <summary>Columns with room for a number of sets of products and a reduction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StartSums(
        int times,
        out Vector256<long> t0, out Vector256<long> t1, out Vector256<long> t2, out Vector256<long> t3, out Vector256<long> t4,
        out Vector256<long> t5, out Vector256<long> t6, out Vector256<long> t7, out Vector256<long> t8, out Vector256<long> t9)
    {
        // The counts of StartProducts, for a number of sets that is known at run time only.
        t0 = Start(Bias, 1 * times, 0);
        t1 = Start(CarriedBias, 2 * times, 1 * times);
        t2 = Start(CarriedBias, 3 * times, 2 * times);
        t3 = Start(CarriedBias, 4 * times + 3, 3 * times);
        t4 = Start(StepBias, 5 * times + 4, 4 * times + 4);
        t5 = Start(StepBias, 4 * times + 5, 5 * times + 5);
        t6 = Start(CarriedBias, 3 * times + 5, 4 * times + 5);
        t7 = Start(CarriedBias, 2 * times + 5, 3 * times + 5);
        t8 = Start(CarriedBias, 1 * times + 1, 2 * times + 5);
        t9 = Start(TopBias, 0, 1 * times + 1);
    }

    /// <summary>4a is brought to least size first, so that no digit of 2·4a + a ± b exceeds 2^52.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void NineTimesHalf(double* result, double* a, double* b, double sign)
    {
        // ReadyToRun compiles no call with a vector as argument.
        var signs = Vector256.Create(sign);
        var memory = stackalloc double[HalfLength];
        var four = Vector256.Create(4.0);
        var two = Vector256.Create(2.0);

        // 4a has digits of at most 2^52, and is at most 2·m: |q| <= 2.
        StoreReduced(memory, four * Digit(a, 0), four * Digit(a, 1), four * Digit(a, 2), four * Digit(a, 3), four * Digit(a, 4));

        // Twice a tight digit, plus two tight digits: 2^52. The number is at most 2·m
        // again, so |q| <= 2.
        StoreReduced(
            result,
            Vector256.FusedMultiplyAdd(two, Digit(memory, 0), Digit(a, 0) + (Digit(b, 0) ^ signs)),
            Vector256.FusedMultiplyAdd(two, Digit(memory, 1), Digit(a, 1) + (Digit(b, 1) ^ signs)),
            Vector256.FusedMultiplyAdd(two, Digit(memory, 2), Digit(a, 2) + (Digit(b, 2) ^ signs)),
            Vector256.FusedMultiplyAdd(two, Digit(memory, 3), Digit(a, 3) + (Digit(b, 3) ^ signs)),
            Vector256.FusedMultiplyAdd(two, Digit(memory, 4), Digit(a, 4) + (Digit(b, 4) ^ signs)));
    }

    /// <summary>The address of the lane given by the lowest byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double* Lane(double* first, double* second, ulong lane) =>
        ((lane & 8) == 0 ? first : second) + (lane >> 2 & 1) * HalfLength + (lane & 3);
}
