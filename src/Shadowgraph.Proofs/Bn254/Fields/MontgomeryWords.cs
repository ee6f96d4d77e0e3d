using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Shadowgraph.Proofs.Bn254.Fields;

/// <summary>Montgomery multiplication on four words of 64 bits, for processors with an instruction for the upper word of a product.</summary>
/// <remarks>
/// <para>Coarsely integrated operand scanning (Koç, Acar and Kaliski, "Analyzing and comparing Montgomery multiplication algorithms", 1996) without
/// the extra carry words: after each row t &lt; x + m, where x is the sum of the factors used as whole numbers, which is below 2²⁵⁶ for x up to 4m.
/// A sum of products adds a row for each product before the row of the modulus (Longa, "Efficient algorithms for large prime characteristic
/// fields", eprint 2022/367).</para>
/// <para>Factors are loaded again on each use: four further words in registers would spill the carries. There is no dedicated squaring: six products
/// fewer would need as many additional shifts and carries.</para>
/// <para>Four rows in a sequence, not in a loop: within loops the compiler makes branches of <see cref="Increment"/>, which random carries mispredict.</para>
/// </remarks>
internal static class MontgomeryWords<TModulus>
    where TModulus : struct, IModulus
{
    /// <summary>Whether this implementation is the faster choice; a constant to the compiler.</summary>
    public static bool IsSupported
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Bmi2.X64.IsSupported || ArmBase.Arm64.IsSupported;
    }

    /// <summary>ab/R mod m: 16 + 16 word multiplications and 4 for the quotient digits; a up to 4m, the product up to 5m².</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    [SkipLocalsInit]
    public static void Multiply(in Limbs a, in Limbs b, out Limbs result)
    {
        var m = TModulus.Modulus;
        var inverse = TModulus.NegativeInverse;
        ulong word, high, carry, q, t0, t1, t2, t3;

        word = b.L0;
        high = MultiplyHigh(a.L0, word);
        t0 = a.L0 * word;
        q = t0 * inverse;
        carry = Increment(MultiplyHigh(q, m.L0), t0 != 0);
        high = MultiplyAdd(a.L1, word, high, out t1);
        carry = MultiplyAdd(q, m.L1, t1, carry, out t0);
        high = MultiplyAdd(a.L2, word, high, out t2);
        carry = MultiplyAdd(q, m.L2, t2, carry, out t1);
        high = MultiplyAdd(a.L3, word, high, out t3);
        carry = MultiplyAdd(q, m.L3, t3, carry, out t2);
        t3 = carry + high;

        word = b.L1;
        high = MultiplyAdd(a.L0, word, t0, out t0);
        q = t0 * inverse;
        carry = Increment(MultiplyHigh(q, m.L0), t0 != 0);
        high = MultiplyAdd(a.L1, word, t1, high, out t1);
        carry = MultiplyAdd(q, m.L1, t1, carry, out t0);
        high = MultiplyAdd(a.L2, word, t2, high, out t2);
        carry = MultiplyAdd(q, m.L2, t2, carry, out t1);
        high = MultiplyAdd(a.L3, word, t3, high, out t3);
        carry = MultiplyAdd(q, m.L3, t3, carry, out t2);
        t3 = carry + high;

        word = b.L2;
        high = MultiplyAdd(a.L0, word, t0, out t0);
        q = t0 * inverse;
        carry = Increment(MultiplyHigh(q, m.L0), t0 != 0);
        high = MultiplyAdd(a.L1, word, t1, high, out t1);
        carry = MultiplyAdd(q, m.L1, t1, carry, out t0);
        high = MultiplyAdd(a.L2, word, t2, high, out t2);
        carry = MultiplyAdd(q, m.L2, t2, carry, out t1);
        high = MultiplyAdd(a.L3, word, t3, high, out t3);
        carry = MultiplyAdd(q, m.L3, t3, carry, out t2);
        t3 = carry + high;

        word = b.L3;
        high = MultiplyAdd(a.L0, word, t0, out t0);
        q = t0 * inverse;
        carry = Increment(MultiplyHigh(q, m.L0), t0 != 0);
        high = MultiplyAdd(a.L1, word, t1, high, out t1);
        carry = MultiplyAdd(q, m.L1, t1, carry, out t0);
        high = MultiplyAdd(a.L2, word, t2, high, out t2);
        carry = MultiplyAdd(q, m.L2, t2, carry, out t1);
        high = MultiplyAdd(a.L3, word, t3, high, out t3);
        carry = MultiplyAdd(q, m.L3, t3, carry, out t2);
        t3 = carry + high;

        result = Montgomery<TModulus>.ReduceOnce(t0, t1, t2, t3);
    }

    /// <summary>(ab + cd)/R mod m: 32 + 16 word multiplications and 4; a + c up to 4m, the sum up to 5m².</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    [SkipLocalsInit]
    public static Limbs SumOfProducts(in Limbs a, in Limbs b, in Limbs c, in Limbs d)
    {
        ulong t0, t1, t2, t3, t4;
        t4 = FirstRow(a, b.L0, out t0, out t1, out t2, out t3);
        t4 += AddRow(c, d.L0, ref t0, ref t1, ref t2, ref t3);
        ReduceRow(ref t0, ref t1, ref t2, ref t3, t4);

        t4 = AddRow(a, b.L1, ref t0, ref t1, ref t2, ref t3);
        t4 += AddRow(c, d.L1, ref t0, ref t1, ref t2, ref t3);
        ReduceRow(ref t0, ref t1, ref t2, ref t3, t4);

        t4 = AddRow(a, b.L2, ref t0, ref t1, ref t2, ref t3);
        t4 += AddRow(c, d.L2, ref t0, ref t1, ref t2, ref t3);
        ReduceRow(ref t0, ref t1, ref t2, ref t3, t4);

        t4 = AddRow(a, b.L3, ref t0, ref t1, ref t2, ref t3);
        t4 += AddRow(c, d.L3, ref t0, ref t1, ref t2, ref t3);
        ReduceRow(ref t0, ref t1, ref t2, ref t3, t4);

        return Montgomery<TModulus>.ReduceOnce(t0, t1, t2, t3);
    }

    /// <summary>(ab + cd + ef)/R mod m: 48 + 16 word multiplications and 4; a + c + e up to 4m, the sum up to 5m².</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    [SkipLocalsInit]
    public static Limbs SumOfProducts(in Limbs a, in Limbs b, in Limbs c, in Limbs d, in Limbs e, in Limbs f)
    {
        ulong t0, t1, t2, t3, t4;
        t4 = FirstRow(a, b.L0, out t0, out t1, out t2, out t3);
        t4 += AddRow(c, d.L0, ref t0, ref t1, ref t2, ref t3);
        t4 += AddRow(e, f.L0, ref t0, ref t1, ref t2, ref t3);
        ReduceRow(ref t0, ref t1, ref t2, ref t3, t4);

        t4 = AddRow(a, b.L1, ref t0, ref t1, ref t2, ref t3);
        t4 += AddRow(c, d.L1, ref t0, ref t1, ref t2, ref t3);
        t4 += AddRow(e, f.L1, ref t0, ref t1, ref t2, ref t3);
        ReduceRow(ref t0, ref t1, ref t2, ref t3, t4);

        t4 = AddRow(a, b.L2, ref t0, ref t1, ref t2, ref t3);
        t4 += AddRow(c, d.L2, ref t0, ref t1, ref t2, ref t3);
        t4 += AddRow(e, f.L2, ref t0, ref t1, ref t2, ref t3);
        ReduceRow(ref t0, ref t1, ref t2, ref t3, t4);

        t4 = AddRow(a, b.L3, ref t0, ref t1, ref t2, ref t3);
        t4 += AddRow(c, d.L3, ref t0, ref t1, ref t2, ref t3);
        t4 += AddRow(e, f.L3, ref t0, ref t1, ref t2, ref t3);
        ReduceRow(ref t0, ref t1, ref t2, ref t3, t4);

        return Montgomery<TModulus>.ReduceOnce(t0, t1, t2, t3);
    }

    /// <summary>factor·word; returns the fifth word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong FirstRow(in Limbs factor, ulong word, out ulong t0, out ulong t1, out ulong t2, out ulong t3)
    {
        var high = MultiplyHigh(factor.L0, word);
        t0 = factor.L0 * word;
        high = MultiplyAdd(factor.L1, word, high, out t1);
        high = MultiplyAdd(factor.L2, word, high, out t2);
        return MultiplyAdd(factor.L3, word, high, out t3);
    }

    /// <summary>t + factor·word; returns the fifth word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddRow(in Limbs factor, ulong word, ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3)
    {
        var high = MultiplyAdd(factor.L0, word, t0, out t0);
        high = MultiplyAdd(factor.L1, word, t1, high, out t1);
        high = MultiplyAdd(factor.L2, word, t2, high, out t2);
        return MultiplyAdd(factor.L3, word, t3, high, out t3);
    }

    /// <summary>(t + qm)/2⁶⁴, with the q that makes the division exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReduceRow(ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3, ulong t4)
    {
        var m = TModulus.Modulus;
        var q = t0 * TModulus.NegativeInverse;
        var carry = Increment(MultiplyHigh(q, m.L0), t0 != 0);
        carry = MultiplyAdd(q, m.L1, t1, carry, out t0);
        carry = MultiplyAdd(q, m.L2, t2, carry, out t1);
        carry = MultiplyAdd(q, m.L3, t3, carry, out t2);
        t3 = carry + t4;
    }

    /// <summary>The upper word of a product. Math.BigMul returns the lower word through memory, which on x64 costs more than a second
    /// multiplication.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong MultiplyHigh(ulong a, ulong b) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b) : ArmBase.Arm64.IsSupported ? ArmBase.Arm64.MultiplyHigh(a, b) : Math.BigMul(a, b, out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong MultiplyAdd(ulong a, ulong b, ulong c, out ulong low)
    {
        var high = MultiplyHigh(a, b);
        var sum = a * b;
        sum += c;
        low = sum;
        return Increment(high, sum < c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong MultiplyAdd(ulong a, ulong b, ulong c, ulong d, out ulong low)
    {
        var high = MultiplyHigh(a, b);
        var sum = a * b;
        sum += c;
        high = Increment(high, sum < c);
        sum += d;
        low = sum;
        return Increment(high, sum < d);
    }

    /// <summary>Compiles to a conditional move: an instruction less than adding the condition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Increment(ulong value, bool condition) => condition ? value + 1 : value;
}
