using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Memory;

namespace Shadowgraph.Proofs.Bn254.Curves;

/// <summary>
/// A point (X/Z², Y/Z³) of y² = x³ + b; infinity has Z = 0. All operations are complete: results are correct for equal and opposite points and for
/// infinity.
/// </summary>
/// <remarks>
/// Formulas: Bernstein and Lange's Explicit-Formulas Database, https://hyperelliptic.org/EFD/g1p/auto-shortw-jacobian-0.html.
/// </remarks>
internal readonly struct JacobianPoint<TField>(in TField x, in TField y, in TField z) : IEquatable<JacobianPoint<TField>>
    where TField : unmanaged, ICurveField<TField>
{
    public readonly TField X = x;
    public readonly TField Y = y;
    public readonly TField Z = z;

    public static JacobianPoint<TField> Infinity => default;

    public bool IsInfinity => Z.IsZero;

    public static implicit operator JacobianPoint<TField>(in AffinePoint<TField> point) =>
        point.IsInfinity ? default : new(point.X, point.Y, TField.One);

    public static JacobianPoint<TField> operator -(in JacobianPoint<TField> point) => new(point.X, -point.Y, point.Z);

    /// <summary>Normalises many points to Z = 1 with a single inversion: 3M per point, then 3M + 1S.</summary>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static void ToAffine(ReadOnlySpan<JacobianPoint<TField>> points, Span<AffinePoint<TField>> results)
    {
        if (points.Length != results.Length) throw new ArgumentException("There must be as many results as points.", nameof(results));
        using var scratch = ScratchPool.Shared.Rent<TField>(points.Length);
        var inverses = scratch.Span;
        for (var i = 0; i < points.Length; i++) inverses[i] = points[i].Z;
        BatchInversion.Invert(inverses);
        for (var i = 0; i < points.Length; i++) results[i] = points[i].Scale(inverses[i]);
    }

    /// <summary>dbl-2009-l: 2M + 5S.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    [SkipLocalsInit]
    public JacobianPoint<TField> Double()
    {
        var a = X.Square();
        var b = Y.Square();
        var c = b.Square();
        var d = ((X + b).Square() - a - c).Double();
        var e = a.Double() + a;
        var x = e.Square() - d.Double();
        var y = e * (d - x) - c.Double().Double().Double();
        return new(x, y, (Y * Z).Double());
    }

    /// <summary>add-2007-bl: 11M + 5S.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    [SkipLocalsInit]
    public JacobianPoint<TField> Add(in JacobianPoint<TField> other)
    {
        if (IsInfinity) return other;
        if (other.IsInfinity) return this;
        var z1z1 = Z.Square();
        var z2z2 = other.Z.Square();
        var u1 = X * z2z2;
        var s1 = Y * other.Z * z2z2;
        var h = other.X * z1z1 - u1;
        var r = (other.Y * Z * z1z1 - s1).Double();
        if (h.IsZero) return r.IsZero ? Double() : Infinity;
        var i = h.Double().Square();
        var j = h * i;
        var v = u1 * i;
        var x = r.Square() - j - v.Double();
        var y = r * (v - x) - (s1 * j).Double();
        return new(x, y, ((Z + other.Z).Square() - z1z1 - z2z2) * h);
    }

    /// <summary>madd-2007-bl: 7M + 4S.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | Kernel.Optimized)]
    [SkipLocalsInit]
    public JacobianPoint<TField> Add(in AffinePoint<TField> other)
    {
        if (IsInfinity) return other;
        if (other.IsInfinity) return this;
        var zz = Z.Square();
        var h = other.X * zz - X;
        var r = (other.Y * Z * zz - Y).Double();
        if (h.IsZero) return r.IsZero ? Double() : Infinity;
        var hh = h.Square();
        var i = hh.Double().Double();
        var j = h * i;
        var v = X * i;
        var x = r.Square() - j - v.Double();
        var y = r * (v - x) - (Y * j).Double();
        return new(x, y, (Z + h).Square() - zz - hh);
    }

    /// <summary>The multiple by a scalar, in windows of four bits. Running time depends on the scalar.</summary>
    public JacobianPoint<TField> Multiply(in Fr scalar) => Multiply(scalar.Canonical);

    /// <summary>The multiple by any 256-bit integer, without reduction modulo the group's order.</summary>
    public JacobianPoint<TField> Multiply(in Limbs scalar)
    {
        var multiples = (stackalloc JacobianPoint<TField>[16]);
        multiples[0] = Infinity;
        for (var i = 1; i < 16; i++) multiples[i] = multiples[i - 1].Add(this);

        var result = Infinity;
        for (var shift = 252; shift >= 0; shift -= 4)
        {
            if (!result.IsInfinity) result = result.Double().Double().Double().Double();
            var digit = (int)(scalar[shift >> 6] >> (shift & 63)) & 15;
            if (digit != 0) result = result.Add(multiples[digit]);
        }

        multiples.Clear();
        return result;
    }

    public AffinePoint<TField> ToAffine() => Scale(Z.Inverse());

    /// <summary>Whether both represent the same point, for any Z.</summary>
    public bool Equals(JacobianPoint<TField> other)
    {
        if (IsInfinity || other.IsInfinity) return IsInfinity == other.IsInfinity;
        var z1z1 = Z.Square();
        var z2z2 = other.Z.Square();
        return (X * z2z2).Equals(other.X * z1z1) && (Y * z2z2 * other.Z).Equals(other.Y * z1z1 * Z);
    }

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is JacobianPoint<TField> other && Equals(other);

    public override int GetHashCode() => ToAffine().GetHashCode();

    public override string ToString() => ToAffine().ToString();

    /// <summary>The affine point, given 1/Z, or 0 for infinity.</summary>
    private AffinePoint<TField> Scale(in TField inverseZ)
    {
        var square = inverseZ.Square();
        return new(X * square, Y * square * inverseZ);
    }
}
