using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>Fp[u] / (u² + 1): the coordinates of G2. A value is C0 + C1·u.</summary>
[SkipLocalsInit]
internal readonly struct Fp2(in Fp c0, in Fp c1) : ICurveField<Fp2>
{
    public readonly Fp C0 = c0;
    public readonly Fp C1 = c1;

    public static Fp2 Zero => default;

    public static Fp2 One => new(Fp.One, Fp.Zero);

    /// <summary>9 + u: neither a square nor a cube, hence the basis of Fp6 and Fp12 (EIP-197).</summary>
    public static Fp2 NonResidue => new(new Fp(9), Fp.One);

    /// <summary>
    /// G2 is y² = x³ + 3/(9 + u), with 3/(9 + u) = 19485874751759354771024239261021720505790618469301721065564631296452457478373 +
    /// 266929791119991161246907387137283842545076965332900288569378510910307636690·u.
    /// </summary>
    public static Fp2 CurveB { get; } = new Fp2(new Fp(3), Fp.Zero) * NonResidue.Inverse();

    public bool IsZero => C0.IsZero && C1.IsZero;

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static Fp2 operator +(in Fp2 left, in Fp2 right) => new(left.C0 + right.C0, left.C1 + right.C1);

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static Fp2 operator -(in Fp2 left, in Fp2 right) => new(left.C0 - right.C0, left.C1 - right.C1);

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static Fp2 operator -(in Fp2 value) => new(-value.C0, -value.C1);

    /// <summary>
    /// (ac - bd) + (ad + bc)u: 4 products with only 2 reductions, which cost less than the 3 products, 3 reductions and the additions of Karatsuba. The left
    /// factor may be unreduced.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static Fp2 operator *(in Fp2 left, in Fp2 right) => new(
        Fp.SumOfProducts(left.C0, right.C0, Fp.NegateUnreduced(left.C1), right.C1),
        Fp.SumOfProducts(left.C0, right.C1, left.C1, right.C0));

    /// <summary>a + b, not reduced: only for use as the left factor of a multiplication.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static Fp2 AddUnreduced(in Fp2 left, in Fp2 right) => new(Fp.AddUnreduced(left.C0, right.C0), Fp.AddUnreduced(left.C1, right.C1));

    /// <summary>Scaling by an element of Fp: 2 multiplications in Fp.</summary>
    public static Fp2 operator *(in Fp2 left, in Fp right) => new(left.C0 * right, left.C1 * right);

    public static bool operator ==(in Fp2 left, in Fp2 right) => left.C0 == right.C0 && left.C1 == right.C1;

    public static bool operator !=(in Fp2 left, in Fp2 right) => !(left == right);

    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public Fp2 Double() => new(C0.Double(), C1.Double());

    /// <summary>(a + bu)² = (a + b)(a - b) + 2ab·u: 2 multiplications in Fp.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public Fp2 Square()
    {
        return new(
            Fp.AddUnreduced(C0, C1) * (C0 - C1),
            Fp.AddUnreduced(C0, C0) * C1);
    }

    /// <summary>a² + ξb² with one reduction per coordinate: 6 products.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public static Fp2 SumOfSquares(in Fp2 a, in Fp2 b)
    {
        var c = b.MultiplyByNonResidue();
        return new(
            Fp.SumOfProducts(a.C0 - a.C1, Fp.AddUnreduced(a.C0, a.C1), c.C0, b.C0, Fp.NegateUnreduced(c.C1), b.C1),
            Fp.SumOfProducts(Fp.AddUnreduced(a.C0, a.C0), a.C1, c.C0, b.C1, c.C1, b.C0));
    }

    /// <summary>(a - bu) / (a² + b²); zero for zero.</summary>
    public Fp2 Inverse()
    {
        var inverseNorm = (C0.Square() + C1.Square()).Inverse();
        return new(C0 * inverseNorm, -(C1 * inverseNorm));
    }

    /// <summary>a - bu, which is also the p-th power.</summary>
    public Fp2 Conjugate() => new(C0, -C1);

    /// <summary>This value times 9 + u, by additions only.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    public Fp2 MultiplyByNonResidue() => new(MulByNonResidue.Plus(C0, Fp.NegateUnreduced(C1)), MulByNonResidue.Plus(C1, C0));

    /// <summary>This value to a public power of at least 0.</summary>
    public Fp2 Pow(BigInteger exponent)
    {
        var result = One;
        for (var i = (long)exponent.GetBitLength() - 1; i >= 0; i--)
        {
            result = result.Square();
            if (!(exponent >> (int)i).IsEven) result *= this;
        }

        return result;
    }

    public bool Equals(Fp2 other) => this == other;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Fp2 other && this == other;

    public override int GetHashCode() => HashCode.Combine(C0, C1);

    public override string ToString() => $"{C0} + {C1}*u";
}
