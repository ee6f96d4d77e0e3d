using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254.Simd;

/// <content>Products by constants with rows prepared in advance.</content>
internal readonly unsafe partial struct Avx512Lanes<TModulus, TDigits>
{
    private const int Rows = 25;

    /// <summary>The rows, and again as integers.</summary>
    public static int ConstantLength => 2 * Rows;

    public static void SetConstants(double* constants, Limbs* source)
    {
        ConstantRows<Avx512Lanes<TModulus, TDigits>>.Set(
            constants, source, LaneConstants<TModulus>.Width52.One, LaneConstants<TModulus>.Width52.Lower);
        for (var lane = 0; lane < Lanes; lane++, constants += ConstantLength)
            for (var i = 0; i < Rows; i++) ((long*)constants)[Rows + i] = (long)constants[i];
    }

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static void MultiplyByConstant(double* result, double* left, double* constant)
    {
        // All products are in columns 4 to 8 already, as if the four low digits had been
        // folded. Column 4 has no column below: no carry, and no half digit.
        const long later = Half - HighBits;
        LoadFactors(left, out var a0, out var a1, out var a2, out var a3, out var a4);
        var c4 = StartFolded(High, TDigits.Modulus0, 0);
        AddConstantColumn(a0, a1, a2, a3, a4, constant, ref c4);

        // The products of the other columns fill the time in which the quotient is found.
        var quotient = Quotient(c4);
        var c5 = StartFolded(High, TDigits.Modulus1, later);
        AddConstantColumn(a0, a1, a2, a3, a4, constant + 1, ref c5);
        var c6 = StartFolded(High, TDigits.Modulus2, later);
        AddConstantColumn(a0, a1, a2, a3, a4, constant + 2, ref c6);
        var c7 = StartFolded(High, TDigits.Modulus3, later);
        AddConstantColumn(a0, a1, a2, a3, a4, constant + 3, ref c7);
        var c8 = StartFolded(TopHigh, TDigits.Modulus4, later);
        AddConstantColumn(a0, a1, a2, a3, a4, constant + 4, ref c8);
        ClearColumn4(
            quotient, ref c4, ref c5, ref c6, ref c7, ref c8, out var t5, out var t6, out var t7, out var t8, out var t9);
        StoreDigits(result, t5, t6, t7, t8, t9);
    }

    /// <summary>The products of five digits, one of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddConstantColumn(
        in Factor a0, in Factor a1, in Factor a2, in Factor a3, in Factor a4, double* constant, ref Column column)
    {
        AddConstant(a0, constant, 0, ref column);
        AddConstant(a1, constant, 5, ref column);
        AddConstant(a2, constant, 10, ref column);
        AddConstant(a3, constant, 15, ref column);
        AddConstant(a4, constant, 20, ref column);
    }

    /// <summary>A wide digit times a tight one, at most 2^104, which instructions take directly from memory in both representations.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddConstant(in Factor a, double* constant, int index, ref Column column)
    {
        column.High = Vector512.FusedMultiplyAdd(a.Value, Vector512.Create(constant[index]), column.High);
        column.Low += Avx512DQ.MultiplyLow(a.Integer, Vector512.Create(((long*)constant)[Rows + index]));
    }
}
