using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Bn254;

/// <summary>
/// A scalar: an element of the prime field of order r = 21888242871839275222246405745257275088548364400416034343698204186575808495617, in which
/// circuits compute.
/// </summary>
/// <remarks>
/// Immutable, 32 bytes, in Montgomery form (aR mod r, R = 2²⁵⁶), limbs least significant first, so that an array of scalars is a flat buffer. All
/// arithmetic is modulo r and total: no operation overflows.
/// </remarks>
[JsonConverter(typeof(ParsableJsonConverter<Fr>))]
[TypeConverter(typeof(ParsableTypeConverter<Fr>))]
public readonly struct Fr : IField<Fr>, ISpanFormattable, ISpanParsable<Fr>
{
    /// <summary>Bytes of an encoded scalar: 32.</summary>
    public const int Size = 32;

    private readonly Limbs _limbs;

    private Fr(in Limbs montgomery) => _limbs = montgomery;

    /// <summary>Embeds a small integer.</summary>
    /// <param name="value">Any 64-bit value; all such values are below r.</param>
    public Fr(ulong value) => _limbs = Montgomery<ScalarModulus>.Enter(new Limbs(value, 0, 0, 0));

    /// <summary>r, the modulus.</summary>
    public static BigInteger Modulus { get; } = Montgomery<ScalarModulus>.ToBigInteger(ScalarModulus.Modulus);

    /// <summary>0.</summary>
    public static Fr Zero => default;

    /// <summary>1.</summary>
    public static Fr One => new(ScalarModulus.R);

    /// <summary>Whether this scalar is 0.</summary>
    public bool IsZero => _limbs.IsZero;

    /// <summary>Whether this scalar is 1.</summary>
    public bool IsOne => Limbs.Equal(_limbs, ScalarModulus.R);

    /// <summary>The canonical integer, as limbs: the input of a multi-scalar multiplication's windows.</summary>
    internal Limbs Canonical => Montgomery<ScalarModulus>.Leave(_limbs);

    /// <summary>The Montgomery form.</summary>
    internal Limbs MontgomeryForm => _limbs;

    /// <summary>The sum modulo r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fr operator +(in Fr left, in Fr right) => new(Montgomery<ScalarModulus>.Add(left._limbs, right._limbs));

    /// <summary>The difference modulo r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fr operator -(in Fr left, in Fr right) => new(Montgomery<ScalarModulus>.Subtract(left._limbs, right._limbs));

    /// <summary>The negation modulo r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fr operator -(in Fr value) => new(Montgomery<ScalarModulus>.Subtract(default, value._limbs));

    /// <summary>The product modulo r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fr operator *(in Fr left, in Fr right)
    {
        Unsafe.SkipInit(out Limbs product);
        Montgomery<ScalarModulus>.Multiply(left._limbs, right._limbs, out product);
        return new(product);
    }

    /// <summary>Equality of the integers modulo r.</summary>
    public static bool operator ==(in Fr left, in Fr right) => Limbs.Equal(left._limbs, right._limbs);

    /// <summary>Inequality of the integers modulo r.</summary>
    public static bool operator !=(in Fr left, in Fr right) => !Limbs.Equal(left._limbs, right._limbs);

    /// <summary>Embeds a small non-negative integer.</summary>
    public static implicit operator Fr(ulong value) => new(value);

    /// <summary>Embeds an integer; a negative integer maps to the negated scalar modulo r.</summary>
    public static implicit operator Fr(int value) => value < 0 ? -new Fr((ulong)-(long)value) : new Fr((ulong)value);

    /// <summary>Embeds a canonical integer.</summary>
    /// <param name="value">0 &lt;= value &lt; r.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or not below r; nothing is reduced.</exception>
    public static Fr FromBigInteger(BigInteger value) =>
        Montgomery<ScalarModulus>.TryFromBigInteger(value, out var limbs)
            ? new(Montgomery<ScalarModulus>.Enter(limbs))
            : throw new ArgumentOutOfRangeException(nameof(value), "A scalar must be at least 0 and below the group order r.");

    /// <summary>Embeds any integer after reducing it modulo r. For hashes; never for inputs that must be canonical.</summary>
    public static Fr FromBigIntegerReduced(BigInteger value)
    {
        var remainder = BigInteger.Remainder(value, Modulus);
        return FromBigInteger(remainder.Sign < 0 ? remainder + Modulus : remainder);
    }

    /// <summary>Reads a decimal integer, canonical, without sign or space: the form of snarkjs's JSON files.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Fr value)
    {
        value = default;
        if (!Montgomery<ScalarModulus>.TryParse(text, out var limbs)) return false;
        value = new(Montgomery<ScalarModulus>.Enter(limbs));
        return true;
    }

    /// <summary>Reads a decimal integer; see <see cref="TryParse(ReadOnlySpan{char}, out Fr)"/>.</summary>
    /// <exception cref="FormatException">The text is not a canonical decimal integer below r.</exception>
    public static Fr Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var value) ? value : throw new FormatException("Expected a decimal integer of at least 0 and below the group order r.");

    /// <summary>Reads a canonical decimal integer, ignoring the provider; for routes, queries and generic code.</summary>
    /// <exception cref="FormatException">The text has any different form.</exception>
    public static Fr Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("Expected a decimal integer of at least 0 and below the group order r.");

    /// <summary>Reads a canonical decimal integer, ignoring the provider; for routes, queries and generic code.</summary>
    /// <exception cref="FormatException">The text has any different form.</exception>
    public static Fr Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <summary>Reads a canonical decimal integer, ignoring the provider; for routes, queries and generic code.</summary>
    /// <returns>False if the text has any different form.</returns>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Fr result) => TryParse(s, out result);

    /// <summary>Reads a canonical decimal integer, ignoring the provider; for routes, queries and generic code.</summary>
    /// <returns>False if the text has any different form, or is null.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Fr result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <summary>Reads 32 little-endian bytes of a canonical integer.</summary>
    /// <returns>False if there are not exactly 32 bytes or the integer is not below r.</returns>
    public static bool TryRead(ReadOnlySpan<byte> source, out Fr value)
    {
        value = default;
        if (source.Length != Size || !Montgomery<ScalarModulus>.TryRead(source, out var limbs)) return false;
        value = new(Montgomery<ScalarModulus>.Enter(limbs));
        return true;
    }

    /// <summary>Writes the canonical integer as 32 little-endian bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The destination is shorter than 32 bytes.</exception>
    public void Write(Span<byte> destination) => Montgomery<ScalarModulus>.Write(Canonical, destination);

    /// <summary>A uniform scalar from the system's random generator, by rejection and therefore without bias.</summary>
    public static Fr Random()
    {
        Span<byte> bytes = stackalloc byte[Size];
        Limbs limbs;
        do
        {
            SystemRandom.Fill(bytes);
            bytes[31] &= 0x3f;
        }
        while (!Montgomery<ScalarModulus>.TryRead(bytes, out limbs));
        CryptographicOperations.ZeroMemory(bytes);

        // A uniform Montgomery form represents a uniform integer.
        return new(limbs);
    }

    /// <summary>A uniform nonzero scalar, from the same source.</summary>
    internal static Fr RandomNonzero()
    {
        Fr value;
        do
            value = Random();
        while (value.IsZero);
        return value;
    }

    /// <summary>2a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Fr Double() => new(Montgomery<ScalarModulus>.Add(_limbs, _limbs));

    /// <summary>a².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Fr Square()
    {
        Unsafe.SkipInit(out Limbs square);
        Montgomery<ScalarModulus>.Square(_limbs, out square);
        return new(square);
    }

    /// <summary>a⁻¹ modulo r; 0 for 0.</summary>
    public Fr Inverse() => new(Montgomery<ScalarModulus>.Invert(_limbs));

    /// <summary>a to a small power.</summary>
    public Fr Pow(ulong exponent) => new(Montgomery<ScalarModulus>.Power(_limbs, new Limbs(exponent, 0, 0, 0)));

    /// <summary>The canonical integer, 0 to r - 1.</summary>
    public BigInteger ToBigInteger() => Montgomery<ScalarModulus>.ToBigInteger(Canonical);

    /// <inheritdoc/>
    public bool Equals(Fr other) => this == other;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Fr other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_limbs.L0, _limbs.L1, _limbs.L2, _limbs.L3);

    /// <summary>The canonical integer in decimal.</summary>
    public override string ToString() => ToBigInteger().ToString(CultureInfo.InvariantCulture);

    /// <summary>The canonical integer in a format of <see cref="BigInteger"/>.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToBigInteger().ToString(format, formatProvider);

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        ToBigInteger().TryFormat(destination, out charsWritten, format, provider);

    /// <summary>0 or 1, without a branch or a multiplication.</summary>
    internal static Fr FromBit(ulong bit)
    {
        var (one, mask) = (ScalarModulus.R, 0 - bit);
        return new(new Limbs(one.L0 & mask, one.L1 & mask, one.L2 & mask, one.L3 & mask));
    }

    /// <summary>ab + cd, with a single reduction.</summary>
    internal static Fr SumOfProducts(in Fr a, in Fr b, in Fr c, in Fr d) =>
        new(Montgomery<ScalarModulus>.SumOfProducts(a._limbs, b._limbs, c._limbs, d._limbs));

    /// <summary>ab + cd + ef, with a single reduction.</summary>
    internal static Fr SumOfProducts(in Fr a, in Fr b, in Fr c, in Fr d, in Fr e, in Fr f) =>
        new(Montgomery<ScalarModulus>.SumOfProducts(a._limbs, b._limbs, c._limbs, d._limbs, e._limbs, f._limbs));

    /// <summary>Wraps limbs that are already a Montgomery form. Unchecked: the limbs must be below r.</summary>
    internal static Fr FromMontgomeryUnchecked(in Limbs limbs) => new(limbs);

    /// <summary>Embeds a canonical integer. Unchecked: the integer must be below r.</summary>
    internal static Fr FromCanonicalUnchecked(in Limbs limbs) => new(Montgomery<ScalarModulus>.Enter(limbs));
}
