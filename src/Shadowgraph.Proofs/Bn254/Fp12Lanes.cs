using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Bn254.Simd;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>
/// Fp12 in eight lanes, to the extent that a Miller loop requires: six blocks of Fp2, the coefficients of C0, then of C1 of <see cref="Fp12"/>.
/// </summary>
/// <remarks>
/// Formulas and costs as in <see cref="Fp6"/> and <see cref="Fp12"/>. Every sum and difference is reduced, so that all factors are reduced or products:
/// the bounds of <see cref="ILanes"/> then hold everywhere without counting.
/// </remarks>
internal unsafe struct Fp12Lanes<TBase>
    where TBase : struct, IFieldLanes
{
    /// <summary>Doubles in a block of Fp2.</summary>
    public const int Length = 2 * IFieldLanes.Length;

    /// <summary>Doubles of a value.</summary>
    public const int ValueLength = 6 * Length;

    /// <summary>Doubles of scratch memory for an operation.</summary>
    public const int ScratchLength = 3 * ValueLength + 4 * Length;

    private const int Half = 3 * Length;

    public static void SetOne(double* value)
    {
        new Span<double>(value, ValueLength).Clear();
        Fp2Lanes<TBase>.SetOne(value);
        for (var i = 1; i < 6; i++) Fp2Lanes<TBase>.Subtract(value + i * Length, value, value);
    }

    /// <summary>(1 + bw + cw³)(1 + dw + ew³), with all four reduced or products: 3M.</summary>
    public static void MultiplyLines(double* value, double* b, double* c, double* d, double* e, double* scratch)
    {
        double* square = value + Length, cross = value + 2 * Length, sum = scratch, other = sum + Length, product = other + Length;
        Fp2Lanes<TBase>.AddReduced(sum, b, c);
        Fp2Lanes<TBase>.AddReduced(other, d, e);
        Fp2Lanes<TBase>.AddReduced(value + Half, b, d);
        Fp2Lanes<TBase>.AddReduced(value + Half + Length, c, e);
        Fp2Lanes<TBase>.Multiply(square, b, d);
        Fp2Lanes<TBase>.Multiply(product, c, e);
        Fp2Lanes<TBase>.Multiply(cross, sum, other);
        Fp2Lanes<TBase>.SubtractReduced(cross, cross, square);
        Fp2Lanes<TBase>.SubtractReduced(cross, cross, product);
        Fp2Lanes<TBase>.Reduce(square, square);
        MultiplyByNonResidue(sum, product, other);
        Fp2Lanes<TBase>.SetOne(value);
        Fp2Lanes<TBase>.AddReduced(value, value, sum);
        Fp2Lanes<TBase>.Subtract(value + Half + 2 * Length, value, value);
    }

    /// <summary>value².</summary>
    public static void Square(double* value, double* scratch)
    {
        double* product = scratch, sum = scratch + Half, other = scratch + 2 * Half, free = scratch + ValueLength + Half;
        Multiply6(product, value, value + Half, free);
        AddReduced6(sum, value, value + Half);
        MultiplyByV(other, value + Half, free);
        AddReduced6(other, other, value);
        Multiply6(value, sum, other, free);
        SubtractReduced6(value, value, product);
        MultiplyByV(other, product, free);
        SubtractReduced6(value, value, other);
        AddReduced6(value + Half, product, product);
    }

    /// <summary>value·(a + bw + cw³), with all three reduced or products.</summary>
    public static void MultiplyByLine(double* value, double* a, double* b, double* c, double* scratch)
    {
        double* low = scratch, high = scratch + Half, cross = scratch + 2 * Half, sum = scratch + 3 * Half, free = scratch + 4 * Half;
        for (var i = 0; i < 3; i++) Fp2Lanes<TBase>.Multiply(low + i * Length, value + i * Length, a);
        MultiplySparse(high, value + Half, b, c, free);
        AddReduced6(sum, value, value + Half);
        Fp2Lanes<TBase>.AddReduced(value, a, b);
        MultiplySparse(cross, sum, value, c, free);
        MultiplyByV(value, high, free);
        AddReduced6(value, value, low);
        SubtractReduced6(cross, cross, low);
        SubtractReduced6(value + Half, cross, high);
    }

    /// <summary>The value of each lane.</summary>
    public static void Export(double* value, Span<Fp12> results)
    {
        var limbs = stackalloc Limbs[ILanes.Count];
        var parts = new Fp[12 * ILanes.Count];
        for (var part = 0; part < 12; part++)
        {
            TBase.ToMontgomery(limbs, value + part * IFieldLanes.Length);
            for (var lane = 0; lane < ILanes.Count; lane++) parts[12 * lane + part] = Fp.FromMontgomeryUnchecked(limbs[lane]);
        }

        for (var lane = 0; lane < results.Length; lane++)
        {
            var p = parts.AsSpan(12 * lane, 12);
            results[lane] = new Fp12(
                new Fp6(new Fp2(p[0], p[1]), new Fp2(p[2], p[3]), new Fp2(p[4], p[5])),
                new Fp6(new Fp2(p[6], p[7]), new Fp2(p[8], p[9]), new Fp2(p[10], p[11])));
        }
    }

    /// <summary>Karatsuba over Fp6: 6M.</summary>
    private static void Multiply6(double* result, double* a, double* b, double* free)
    {
        double* v0 = free, v1 = v0 + Length, v2 = v1 + Length, cross = v2 + Length, s = cross + Length, t = s + Length;
        double* r0 = t + Length, r1 = r0 + Length;
        Fp2Lanes<TBase>.Multiply(v0, a, b);
        Fp2Lanes<TBase>.Multiply(v1, a + Length, b + Length);
        Fp2Lanes<TBase>.Multiply(v2, a + 2 * Length, b + 2 * Length);

        Cross(r0, a + Length, a + 2 * Length, b + Length, b + 2 * Length, v1, v2, s, t);
        MultiplyByNonResidue(r0, r0, s);
        Fp2Lanes<TBase>.AddReduced(r0, r0, v0);
        Cross(r1, a, a + Length, b, b + Length, v0, v1, s, t);
        Cross(cross, a, a + 2 * Length, b, b + 2 * Length, v0, v2, s, t);
        Fp2Lanes<TBase>.AddReduced(result + 2 * Length, cross, v1);
        MultiplyByNonResidue(v2, v2, s);
        Fp2Lanes<TBase>.AddReduced(result + Length, r1, v2);
        Copy(result, r0);
    }

    /// <summary>Over Fp6, times b0 + b1·v: 5M.</summary>
    private static void MultiplySparse(double* result, double* a, double* b0, double* b1, double* free)
    {
        double* v0 = free, v1 = v0 + Length, s = v1 + Length, t = s + Length;
        Fp2Lanes<TBase>.Multiply(v0, a, b0);
        Fp2Lanes<TBase>.Multiply(v1, a + Length, b1);
        Fp2Lanes<TBase>.AddReduced(s, a + Length, a + 2 * Length);
        Fp2Lanes<TBase>.Multiply(result, s, b1);
        Fp2Lanes<TBase>.SubtractReduced(result, result, v1);
        MultiplyByNonResidue(result, result, s);
        Fp2Lanes<TBase>.AddReduced(result, result, v0);
        Cross(result + Length, a, a + Length, b0, b1, v0, v1, s, t);
        Fp2Lanes<TBase>.AddReduced(s, a, a + 2 * Length);
        Fp2Lanes<TBase>.Multiply(result + 2 * Length, s, b0);
        Fp2Lanes<TBase>.SubtractReduced(result + 2 * Length, result + 2 * Length, v0);
        Fp2Lanes<TBase>.AddReduced(result + 2 * Length, result + 2 * Length, v1);
    }

    /// <summary>(a0 + a1)(b0 + b1) - v0 - v1.</summary>
    private static void Cross(double* result, double* a0, double* a1, double* b0, double* b1, double* v0, double* v1, double* s, double* t)
    {
        Fp2Lanes<TBase>.AddReduced(s, a0, a1);
        Fp2Lanes<TBase>.AddReduced(t, b0, b1);
        Fp2Lanes<TBase>.Multiply(result, s, t);
        Fp2Lanes<TBase>.SubtractReduced(result, result, v0);
        Fp2Lanes<TBase>.SubtractReduced(result, result, v1);
    }

    /// <summary>Over Fp6, times v.</summary>
    private static void MultiplyByV(double* result, double* value, double* free)
    {
        MultiplyByNonResidue(result, value + 2 * Length, free);
        Copy(result + Length, value);
        Copy(result + 2 * Length, value + Length);
    }

    /// <summary>Times ξ, for a reduced value or a product.</summary>
    private static void MultiplyByNonResidue(double* result, double* value, double* free)
    {
        Fp2Lanes<TBase>.Reduce(free, value);
        Fp2Lanes<TBase>.MultiplyByNonResidue(result, free);
    }

    private static void AddReduced6(double* result, double* a, double* b)
    {
        for (var i = 0; i < 3; i++) Fp2Lanes<TBase>.AddReduced(result + i * Length, a + i * Length, b + i * Length);
    }

    private static void SubtractReduced6(double* result, double* a, double* b)
    {
        for (var i = 0; i < 3; i++) Fp2Lanes<TBase>.SubtractReduced(result + i * Length, a + i * Length, b + i * Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(double* result, double* value) => Unsafe.CopyBlock(result, value, Length * sizeof(double));
}
