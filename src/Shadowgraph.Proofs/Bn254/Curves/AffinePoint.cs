using System.Diagnostics.CodeAnalysis;

namespace Shadowgraph.Proofs.Bn254.Curves;

/// <summary>
/// A point of y² = x³ + b in affine coordinates. The point at infinity is (0, 0), which satisfies neither curve's equation, as in EIP-196 and in
/// .zkey files; also the value of <c>default</c>.
/// </summary>
/// <remarks>The constructor checks nothing: decoders call <see cref="IsOnCurve"/>, and for G2 <see cref="G2.IsInSubgroup"/>.</remarks>
internal readonly struct AffinePoint<TField>(in TField x, in TField y) : IEquatable<AffinePoint<TField>>
    where TField : unmanaged, ICurveField<TField>
{
    public readonly TField X = x;
    public readonly TField Y = y;

    public static AffinePoint<TField> Infinity => default;

    public bool IsInfinity => X.IsZero && Y.IsZero;

    public static AffinePoint<TField> operator -(in AffinePoint<TField> point) => new(point.X, -point.Y);

    public static bool operator ==(in AffinePoint<TField> left, in AffinePoint<TField> right) => left.Equals(right);

    public static bool operator !=(in AffinePoint<TField> left, in AffinePoint<TField> right) => !left.Equals(right);

    /// <summary>Whether the curve's equation holds; true for the point at infinity.</summary>
    public bool IsOnCurve() => IsInfinity || Y.Square().Equals(X.Square() * X + TField.CurveB);

    public bool Equals(AffinePoint<TField> other) => X.Equals(other.X) && Y.Equals(other.Y);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is AffinePoint<TField> other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(X, Y);

    public override string ToString() => IsInfinity ? "infinity" : $"({X}, {Y})";
}
