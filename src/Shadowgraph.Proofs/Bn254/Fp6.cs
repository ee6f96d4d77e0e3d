using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>Fp2[v] / (v³ - ξ), ξ = 9 + u. A value is C0 + C1·v + C2·v².</summary>
/// <remarks>
/// Formulas: Devegili, Ó hÉigeartaigh, Scott and Dahab, "Multiplication and squaring on pairing-friendly fields" (eprint 2006/471); M and S are operations
/// in Fp2.
/// </remarks>
[SkipLocalsInit]
internal readonly struct Fp6(in Fp2 c0, in Fp2 c1, in Fp2 c2) : IField<Fp6>
{
    public readonly Fp2 C0 = c0;
    public readonly Fp2 C1 = c1;
    public readonly Fp2 C2 = c2;

    public static Fp6 Zero => default;

    public static Fp6 One => new(Fp2.One, default, default);

    public bool IsZero => C0.IsZero && C1.IsZero && C2.IsZero;

    public static Fp6 operator +(in Fp6 left, in Fp6 right) => new(left.C0 + right.C0, left.C1 + right.C1, left.C2 + right.C2);

    public static Fp6 operator -(in Fp6 left, in Fp6 right) => new(left.C0 - right.C0, left.C1 - right.C1, left.C2 - right.C2);

    public static Fp6 operator -(in Fp6 value) => new(-value.C0, -value.C1, -value.C2);

    /// <summary>Karatsuba: 6M.</summary>
    [MethodImpl(Kernel.Optimized)]
    public static Fp6 operator *(in Fp6 left, in Fp6 right)
    {
        var v0 = left.C0 * right.C0;
        var v1 = left.C1 * right.C1;
        var v2 = left.C2 * right.C2;
        var v12 = Fp2.AddUnreduced(left.C1, left.C2) * (right.C1 + right.C2) - (v1 + v2);
        var v01 = Fp2.AddUnreduced(left.C0, left.C1) * (right.C0 + right.C1) - (v0 + v1);
        var v02 = Fp2.AddUnreduced(left.C0, left.C2) * (right.C0 + right.C2) - (v0 + v2);
        return new(v0 + v12.MultiplyByNonResidue(), v01 + v2.MultiplyByNonResidue(), v02 + v1);
    }

    /// <summary>Scaling by an element of Fp2: 3M.</summary>
    public static Fp6 operator *(in Fp6 left, in Fp2 right) => new(left.C0 * right, left.C1 * right, left.C2 * right);

    public static bool operator ==(in Fp6 left, in Fp6 right) => left.Equals(right);

    public static bool operator !=(in Fp6 left, in Fp6 right) => !left.Equals(right);

    /// <summary>This value times b0 + b1·v: 5M.</summary>
    [MethodImpl(Kernel.Optimized)]
    public Fp6 MultiplyBySparse(in Fp2 b0, in Fp2 b1)
    {
        var v0 = C0 * b0;
        var v1 = C1 * b1;
        var c0 = Fp2.AddUnreduced(C1, C2) * b1 - v1;
        var c1 = Fp2.AddUnreduced(C0, C1) * (b0 + b1) - (v0 + v1);
        var c2 = Fp2.AddUnreduced(C0, C2) * b0 - v0;
        return new(v0 + c0.MultiplyByNonResidue(), c1, c2 + v1);
    }

    public Fp6 Double() => new(C0.Double(), C1.Double(), C2.Double());

    /// <summary>Chung and Hasan's SQR2: 2M + 3S.</summary>
    [MethodImpl(Kernel.Optimized)]
    public Fp6 Square()
    {
        var s0 = C0.Square();
        var s1 = (C0 * C1).Double();
        var s2 = (C0 - C1 + C2).Square();
        var s3 = (C1 * C2).Double();
        var s4 = C2.Square();
        return new(s0 + s3.MultiplyByNonResidue(), s1 + s4.MultiplyByNonResidue(), s1 + s2 + s3 - s0 - s4);
    }

    /// <summary>By the norm to Fp2: 9M + 3S + 1 inversion; zero for zero.</summary>
    public Fp6 Inverse()
    {
        var t0 = C0.Square() - (C1 * C2).MultiplyByNonResidue();
        var t1 = C2.Square().MultiplyByNonResidue() - C0 * C1;
        var t2 = C1.Square() - C0 * C2;
        var norm = C0 * t0 + (C2 * t1 + C1 * t2).MultiplyByNonResidue();
        return new Fp6(t0, t1, t2) * norm.Inverse();
    }

    /// <summary>This value times v.</summary>
    public Fp6 MultiplyByV() => new(C2.MultiplyByNonResidue(), C0, C1);

    public bool Equals(Fp6 other) => C0 == other.C0 && C1 == other.C1 && C2 == other.C2;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Fp6 other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(C0, C1, C2);

    public override string ToString() => $"({C0}) + ({C1})*v + ({C2})*v^2";
}
