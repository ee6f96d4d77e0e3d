using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using Shadowgraph.Proofs.Bn254.Fields;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>
/// A coordinate: an element of the prime field of order p = 21888242871839275222246405745257275088696311157297823662689037894645226208583, in
/// Montgomery form (see <see cref="Montgomery{T}"/>).
/// </summary>
internal readonly struct Fp : ICurveField<Fp>
{
    /// <summary>Bytes of an encoded coordinate: 32.</summary>
    public const int Size = 32;

    private readonly Limbs _limbs;

    private Fp(in Limbs montgomery) => _limbs = montgomery;

    public Fp(ulong value) => _limbs = Montgomery<BaseModulus>.Enter(new Limbs(value, 0, 0, 0));

    public static BigInteger Modulus { get; } = Montgomery<BaseModulus>.ToBigInteger(BaseModulus.Modulus);

    public static Fp Zero => default;

    public static Fp One => new(BaseModulus.R);

    /// <summary>G1 is y² = x³ + 3.</summary>
    public static Fp CurveB { get; } = new(3);

    public bool IsZero => _limbs.IsZero;

    public Limbs Canonical => Montgomery<BaseModulus>.Leave(_limbs);

    public Limbs MontgomeryForm => _limbs;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fp operator +(in Fp left, in Fp right) => new(Montgomery<BaseModulus>.Add(left._limbs, right._limbs));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fp operator -(in Fp left, in Fp right) => new(Montgomery<BaseModulus>.Subtract(left._limbs, right._limbs));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fp operator -(in Fp value) => new(Montgomery<BaseModulus>.Subtract(default, value._limbs));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fp operator *(in Fp left, in Fp right)
    {
        Unsafe.SkipInit(out Limbs product);
        Montgomery<BaseModulus>.Multiply(left._limbs, right._limbs, out product);
        return new(product);
    }

    public static bool operator ==(in Fp left, in Fp right) => Limbs.Equal(left._limbs, right._limbs);

    public static bool operator !=(in Fp left, in Fp right) => !Limbs.Equal(left._limbs, right._limbs);

    /// <summary>Embeds a canonical integer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not below p; nothing is reduced.</exception>
    public static Fp FromBigInteger(BigInteger value) =>
        Montgomery<BaseModulus>.TryFromBigInteger(value, out var limbs)
            ? new(Montgomery<BaseModulus>.Enter(limbs))
            : throw new ArgumentOutOfRangeException(nameof(value), "A coordinate must be at least 0 and below the base field's modulus p.");

    /// <summary>Reads a canonical decimal integer, without sign, space or leading zeros.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Fp value)
    {
        value = default;
        if (!Montgomery<BaseModulus>.TryParse(text, out var limbs)) return false;
        value = new(Montgomery<BaseModulus>.Enter(limbs));
        return true;
    }

    /// <summary>Reads 32 little-endian bytes of a canonical integer; false if not below p.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out Fp value)
    {
        value = default;
        if (source.Length != Size || !Montgomery<BaseModulus>.TryRead(source, out var limbs)) return false;
        value = new(Montgomery<BaseModulus>.Enter(limbs));
        return true;
    }

    /// <summary>Reads 32 little-endian bytes of a Montgomery form, as in .zkey files; false if not below p.</summary>
    public static bool TryReadMontgomery(ReadOnlySpan<byte> source, out Fp value)
    {
        value = default;
        if (source.Length != Size || !Montgomery<BaseModulus>.TryRead(source, out var limbs)) return false;
        value = new(limbs);
        return true;
    }

    public void Write(Span<byte> destination) => Montgomery<BaseModulus>.Write(Canonical, destination);

    public void WriteMontgomery(Span<byte> destination) => Montgomery<BaseModulus>.Write(_limbs, destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Fp Double() => new(Montgomery<BaseModulus>.Add(_limbs, _limbs));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Fp Square()
    {
        Unsafe.SkipInit(out Limbs square);
        Montgomery<BaseModulus>.Square(_limbs, out square);
        return new(square);
    }

    /// <summary>a⁻¹; 0 for 0.</summary>
    public Fp Inverse() => new(Montgomery<BaseModulus>.Invert(_limbs));

    public BigInteger ToBigInteger() => Montgomery<BaseModulus>.ToBigInteger(Canonical);

    public bool Equals(Fp other) => this == other;

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Fp other && this == other;

    public override int GetHashCode() => HashCode.Combine(_limbs.L0, _limbs.L1, _limbs.L2, _limbs.L3);

    public override string ToString() => ToBigInteger().ToString(CultureInfo.InvariantCulture);

    /// <summary>Embeds a canonical integer. Unchecked: the integer must be below p.</summary>
    public static Fp FromCanonicalUnchecked(in Limbs limbs) => new(Montgomery<BaseModulus>.Enter(limbs));

    public static Fp FromMontgomeryUnchecked(in Limbs limbs) => new(limbs);

    /// <summary>ab + cd with one reduction; a and c may be unreduced. For bounds see <see cref="Montgomery{T}"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fp SumOfProducts(in Fp a, in Fp b, in Fp c, in Fp d) =>
        new(Montgomery<BaseModulus>.SumOfProducts(a._limbs, b._limbs, c._limbs, d._limbs));

    /// <summary>ab + cd + ef with one reduction; for bounds see <see cref="Montgomery{T}"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fp SumOfProducts(in Fp a, in Fp b, in Fp c, in Fp d, in Fp e, in Fp f) =>
        new(Montgomery<BaseModulus>.SumOfProducts(a._limbs, b._limbs, c._limbs, d._limbs, e._limbs, f._limbs));

    /// <summary>a + b, not reduced: only for use as a factor of a multiplication or of a sum of products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fp AddUnreduced(in Fp left, in Fp right) => new(Montgomery<BaseModulus>.AddUnreduced(left._limbs, right._limbs));

    /// <summary>2p - a, not reduced, for an a that may be unreduced; see <see cref="AddUnreduced"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fp NegateUnreduced(in Fp value) => new(Montgomery<BaseModulus>.NegateUnreduced(value._limbs));
}
