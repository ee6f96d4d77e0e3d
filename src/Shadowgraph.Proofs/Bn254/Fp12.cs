using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>Fp6[w] / (w² - v): the target field of pairings. A value is C0 + C1·w.</summary>
[SkipLocalsInit]
internal readonly struct Fp12(in Fp6 c0, in Fp6 c1) : IField<Fp12>, ICyclotomic<Fp12>
{
    public readonly Fp6 C0 = c0;
    public readonly Fp6 C1 = c1;

    public static Fp12 Zero => default;

    public static Fp12 One => new(Fp6.One, default);

    public bool IsZero => C0.IsZero && C1.IsZero;

    public static Fp12 operator +(in Fp12 left, in Fp12 right) => new(left.C0 + right.C0, left.C1 + right.C1);

    public static Fp12 operator -(in Fp12 left, in Fp12 right) => new(left.C0 - right.C0, left.C1 - right.C1);

    public static Fp12 operator -(in Fp12 value) => new(-value.C0, -value.C1);

    /// <summary>Karatsuba: 3 multiplications in Fp6.</summary>
    [MethodImpl(Kernel.Optimized)]
    public static Fp12 operator *(in Fp12 left, in Fp12 right)
    {
        var low = left.C0 * right.C0;
        var high = left.C1 * right.C1;
        var cross = (left.C0 + left.C1) * (right.C0 + right.C1);
        return new(low + high.MultiplyByV(), cross - (low + high));
    }

    public static bool operator ==(in Fp12 left, in Fp12 right) => left.Equals(right);

    public static bool operator !=(in Fp12 left, in Fp12 right) => !left.Equals(right);

    /// <summary>This value times the line value 1 + b·w + c·w³: 10 multiplications in Fp2 instead of 18.</summary>
    [MethodImpl(Kernel.Optimized)]
    public Fp12 MultiplyByLine(in Fp2 b, in Fp2 c)
    {
        var high = C1.MultiplyBySparse(b, c);
        var cross = (C0 + C1).MultiplyBySparse(Fp2.One + b, c);
        return new(C0 + high.MultiplyByV(), cross - (C0 + high));
    }

    /// <summary>This value times the line value a + b·w + c·w³: 13 multiplications in Fp2 instead of 18.</summary>
    [MethodImpl(Kernel.Optimized)]
    public Fp12 MultiplyByLine(in Fp2 a, in Fp2 b, in Fp2 c)
    {
        var low = C0 * a;
        var high = C1.MultiplyBySparse(b, c);
        var cross = (C0 + C1).MultiplyBySparse(a + b, c);
        return new(low + high.MultiplyByV(), cross - (low + high));
    }

    public Fp12 Double() => new(C0.Double(), C1.Double());

    /// <summary>The complex method, (a + b)(a + vb) - ab - vab and 2ab: 2 multiplications in Fp6 (eprint 2006/471).</summary>
    [MethodImpl(Kernel.Optimized)]
    public Fp12 Square()
    {
        var product = C0 * C1;
        var square = (C0 + C1) * (C0 + C1.MultiplyByV()) - product - product.MultiplyByV();
        return new(square, product.Double());
    }

    /// <summary>The square of a value of the cyclotomic subgroup, in which a^(p⁴-p²+1) = 1: 3 squarings in Fp4.</summary>
    /// <remarks>
    /// Granger and Scott, "Faster squaring in the cyclotomic subgroup of sixth degree extensions" (eprint 2009/565), section 3.2. Wrong for values outside
    /// the subgroup.
    /// </remarks>
    [MethodImpl(Kernel.Optimized)]
    public Fp12 SquareCyclotomicUnchecked()
    {
        var (square0, cross0) = SquareQuadratic(C0.C0, C1.C1);
        var (square1, cross1) = SquareQuadratic(C1.C0, C0.C2);
        var (square2, cross2) = SquareQuadratic(C0.C1, C1.C2);
        return new(
            new Fp6(TripleMinusTwice(square0, C0.C0), TripleMinusTwice(square1, C0.C1), TripleMinusTwice(square2, C0.C2)),
            new Fp6(
                TriplePlusTwice(cross2.MultiplyByNonResidue(), C1.C0),
                TriplePlusTwice(cross0, C1.C1),
                TriplePlusTwice(cross1, C1.C2)));
    }

    /// <summary>(a - bw) / (a² - vb²); zero for zero.</summary>
    public Fp12 Inverse()
    {
        var inverseNorm = (C0.Square() - C1.Square().MultiplyByV()).Inverse();
        return new(C0 * inverseNorm, -(C1 * inverseNorm));
    }

    /// <summary>a - bw: the p⁶-th power, and in the cyclotomic subgroup the inverse.</summary>
    public Fp12 Conjugate() => new(C0, -C1);

    /// <summary>The p-th power: 5 multiplications in Fp2.</summary>
    public Fp12 Frobenius()
    {
        var factors = FrobeniusFactors.Powers;
        return new(
            new Fp6(C0.C0.Conjugate(), C0.C1.Conjugate() * factors[2], C0.C2.Conjugate() * factors[4]),
            new Fp6(C1.C0.Conjugate() * factors[1], C1.C1.Conjugate() * factors[3], C1.C2.Conjugate() * factors[5]));
    }

    public bool Equals(Fp12 other) => C0 == other.C0 && C1 == other.C1;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Fp12 other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(C0, C1);

    public override string ToString() => $"[{C0}] + [{C1}]*w";

    /// <summary>(a + bs)² over Fp2, s² = ξ: a² + ξb² and 2ab.</summary>
    private static (Fp2 Square, Fp2 Cross) SquareQuadratic(in Fp2 a, in Fp2 b) => (Fp2.SumOfSquares(a, b), Fp2.AddUnreduced(a, a) * b);

    private static Fp2 TripleMinusTwice(in Fp2 square, in Fp2 value) => (square - value).Double() + square;

    private static Fp2 TriplePlusTwice(in Fp2 cross, in Fp2 value) => (cross + value).Double() + cross;
}
