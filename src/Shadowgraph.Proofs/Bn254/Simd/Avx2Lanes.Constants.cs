using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Products by constants with rows prepared in advance.</content>
internal readonly unsafe partial struct Avx2Lanes<TModulus, TDigits>
{
    public static int ConstantLength => 25;

    public static void SetConstants(double* constants, Limbs* source) =>
        ConstantRows<Avx2Lanes<TModulus, TDigits>>.Set(
            constants, source, LaneConstants<TModulus>.Width51.Raise, LaneConstants<TModulus>.Width51.Lower);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyByConstant(double* result, double* left, double* constant)
    {
        MultiplyByConstantHalf(result, left, constant);
        MultiplyByConstantHalf(result + HalfLength, left + HalfLength, constant);
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    private static void MultiplyByConstantHalf(double* result, double* left, double* constant)
    {
        // All products are in columns 3 to 8 already, as if the three low digits had been
        // folded: five lower halves in columns 3 to 7, and five upper halves in columns 4
        // to 8. The constants added to these counts belong to the two steps.
        var t3 = Start(Bias, 5, 0);
        var t4 = Start(StepBias, 5 + 1, 5 + 1);
        var t5 = Start(StepBias, 5 + 2, 5 + 2);
        var t6 = Start(CarriedBias, 5 + 2, 5 + 2);
        var t7 = Start(CarriedBias, 5 + 2, 5 + 2);
        var t8 = Start(CarriedBias, 1, 5 + 2);
        AddConstantRow(left, 0, constant, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8);
        AddConstantRow(left, 1, constant, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8);
        AddConstantRow(left, 2, constant, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8);
        AddConstantRow(left, 3, constant, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8);
        AddConstantRow(left, 4, constant, ref t3, ref t4, ref t5, ref t6, ref t7, ref t8);
        Step(ref t3, ref t4, ref t5, ref t6, ref t7, ref t8);
        var t9 = Start(TopBias, 0, 1);
        Step(ref t4, ref t5, ref t6, ref t7, ref t8, ref t9);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddConstantRow(
        double* left, int digit, double* constant, ref Vector256<long> t3, ref Vector256<long> t4, ref Vector256<long> t5,
        ref Vector256<long> t6, ref Vector256<long> t7, ref Vector256<long> t8)
    {
        var row = constant + 5 * digit;
        AddRow(Digit(left, digit), row[0], row[1], row[2], row[3], row[4], ref t3, ref t4, ref t5, ref t6, ref t7, ref t8);
    }
}
