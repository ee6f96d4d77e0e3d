using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>An account on an EVM chain: 20 bytes, ordered as a big-endian integer.</summary>
[JsonConverter(typeof(ParsableJsonConverter<EvmAddress>))]
[TypeConverter(typeof(ParsableTypeConverter<EvmAddress>))]
public readonly record struct EvmAddress : IComparable<EvmAddress>, ISpanParsable<EvmAddress>
{
    /// <summary>Bytes of an address: 20.</summary>
    public const int Size = 20;

    private readonly ulong _high;
    private readonly ulong _middle;
    private readonly uint _low;

    /// <summary>Takes the 20 bytes of an address, most significant first.</summary>
    /// <exception cref="ArgumentException">There are not exactly 20 bytes.</exception>
    public EvmAddress(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException($"An address has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        _high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _middle = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _low = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
    }

    /// <summary>Whether all bytes are zero: an account nobody has, and the default of this type.</summary>
    public bool IsZero => (_high | _middle | _low) == 0;

    /// <summary>Reads 0x and 40 hexadecimal digits of any case; the case is no checksum here.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static EvmAddress Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var address) ? address : throw new FormatException("An address is 0x followed by 40 hexadecimal digits.");

    /// <summary>Reads 0x and 40 hexadecimal digits of any case; the case is no checksum here.</summary>
    /// <returns>False if the text is anything else.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out EvmAddress address)
    {
        address = default;
        if (text.Length != 2 + 2 * Size || text[0] != '0' || text[1] is not ('x' or 'X')) return false;
        Span<byte> bytes = stackalloc byte[Size];
        if (Convert.FromHexString(text[2..], bytes, out _, out _) != System.Buffers.OperationStatus.Done) return false;
        address = new(bytes);
        return true;
    }

    /// <summary>Reads 0x and 40 hexadecimal digits of any case, whatever the provider; for routes, queries and other generic code.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static EvmAddress Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("An address is 0x followed by 40 hexadecimal digits.");

    /// <summary>Reads 0x and 40 hexadecimal digits of any case, whatever the provider; for routes, queries and other generic code.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static EvmAddress Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <summary>Reads 0x and 40 hexadecimal digits of any case, whatever the provider; for routes, queries and other generic code.</summary>
    /// <returns>False if the text is anything else.</returns>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out EvmAddress result) => TryParse(s, out result);

    /// <summary>Reads 0x and 40 hexadecimal digits of any case, whatever the provider; for routes, queries and other generic code.</summary>
    /// <returns>False if the text is anything else, or null.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out EvmAddress result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <summary>Whether the left address comes before the right one.</summary>
    public static bool operator <(EvmAddress left, EvmAddress right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left address comes after the right one.</summary>
    public static bool operator >(EvmAddress left, EvmAddress right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left address comes before the right one or equals it.</summary>
    public static bool operator <=(EvmAddress left, EvmAddress right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left address comes after the right one or equals it.</summary>
    public static bool operator >=(EvmAddress left, EvmAddress right) => left.CompareTo(right) >= 0;

    /// <summary>Writes the 20 bytes, most significant first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The destination is shorter than 20 bytes.</exception>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _high);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _middle);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], _low);
    }

    /// <summary>The address as a scalar below 2¹⁶⁰, as circuits and contracts see it.</summary>
    public Fr ToFr() => Fr.FromCanonicalUnchecked(ToLimbs(0));

    /// <inheritdoc/>
    public int CompareTo(EvmAddress other)
    {
        if (_high != other._high) return _high.CompareTo(other._high);
        return _middle != other._middle ? _middle.CompareTo(other._middle) : _low.CompareTo(other._low);
    }

    /// <summary>0x and 40 hexadecimal digits in lower case.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        Write(bytes);
        return "0x" + Convert.ToHexStringLower(bytes);
    }

    /// <summary>The address in the low 160 bits of an integer, other values above it.</summary>
    /// <param name="above">Goes to bits 160 to 223.</param>
    internal Limbs ToLimbs(ulong above) => new(
        _low | (_middle << 32),
        (_middle >> 32) | (_high << 32),
        (_high >> 32) | (above << 32),
        above >> 32);
}
