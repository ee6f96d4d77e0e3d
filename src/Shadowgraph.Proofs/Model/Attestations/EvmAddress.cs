using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Fields;
using Shadowgraph.Proofs.Hashing;
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

    /// <summary>Whether all bytes are zero: an account without an owner, and the default value of this type.</summary>
    public bool IsZero => (_high | _middle | _low) == 0;

    /// <summary>
    /// Reads 0x and 40 hexadecimal digits: all letters in lower case, all in upper case, or mixed case with the checksum of
    /// <see href="https://eips.ethereum.org/EIPS/eip-55">EIP-55</see>, so that a mistyped address is an error.
    /// </summary>
    /// <exception cref="FormatException">The text is not an address; the message distinguishes a wrong checksum from a wrong form.</exception>
    public static EvmAddress Parse(ReadOnlySpan<char> text) =>
        Read(text, out var address) is { } problem ? throw new FormatException($"An address {problem}") : address;

    /// <summary>
    /// Reads 0x and 40 hexadecimal digits: all letters in lower case, all in upper case, or mixed case with the checksum of
    /// <see href="https://eips.ethereum.org/EIPS/eip-55">EIP-55</see>.
    /// </summary>
    /// <returns>False if the text is not an address.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out EvmAddress address) => Read(text, out address) is null;

    /// <summary>Same as <see cref="Parse(ReadOnlySpan{char})"/>; the provider is ignored. For routes, queries and other generic code.</summary>
    /// <exception cref="FormatException">The text is not an address.</exception>
    public static EvmAddress Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    /// <summary>Same as <see cref="Parse(ReadOnlySpan{char})"/>; the provider is ignored. For routes, queries and other generic code.</summary>
    /// <exception cref="FormatException">The text is not an address.</exception>
    public static EvmAddress Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <summary>Same as <see cref="TryParse(ReadOnlySpan{char}, out EvmAddress)"/>; the provider is ignored. For routes, queries and generic
    /// code.</summary>
    /// <returns>False if the text is not an address.</returns>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out EvmAddress result) => TryParse(s, out result);

    /// <summary>Same as <see cref="TryParse(ReadOnlySpan{char}, out EvmAddress)"/>; the provider is ignored. For routes, queries and generic
    /// code.</summary>
    /// <returns>False if the text is not an address, or is null.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out EvmAddress result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <summary>
    /// The address of a contract deployed with CREATE: the last 20 bytes of the Keccak-256 hash of the RLP list of deployer and nonce. The scope of a
    /// campaign names the contract, so the address must be known before deployment.
    /// </summary>
    /// <param name="deployer">The deploying account or contract.</param>
    /// <param name="nonce">Of an account: the number of earlier transactions. Of a contract: 1 + the number of earlier deployments.</param>
    public static EvmAddress OfContract(EvmAddress deployer, ulong nonce)
    {
        // RLP (Yellow Paper, appendix B): an integer is encoded as its bytes without leading zeros; a single byte below 0x80 is its own encoding.
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(number, nonce);
        number = number.TrimStart((byte)0);
        Span<byte> list = stackalloc byte[3 + Size + sizeof(ulong)];
        list[1] = 0x80 + Size;
        deployer.Write(list[2..]);
        var length = 2 + Size;
        if (number.Length != 1 || number[0] >= 0x80) list[length++] = (byte)(0x80 + number.Length);
        number.CopyTo(list[length..]);
        length += number.Length;
        list[0] = (byte)(0xc0 + length - 1);

        Span<byte> hash = stackalloc byte[Keccak256.Size];
        Keccak256.Hash(list[..length], hash);
        return new(hash[^Size..]);
    }

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

    /// <summary>The address as a scalar below 2¹⁶⁰, the form for circuits and contracts.</summary>
    public Fr ToFr() => Fr.FromCanonicalUnchecked(new Limbs(_low | (_middle << 32), (_middle >> 32) | (_high << 32), _high >> 32, 0));

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

    /// <summary>Reads an address, or returns the problem with the text, as the continuation of "an address".</summary>
    internal static string? Read(ReadOnlySpan<char> text, out EvmAddress address)
    {
        address = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (text.Length != 2 + 2 * Size || text[0] != '0' || text[1] is not ('x' or 'X')
            || Convert.FromHexString(text[2..], bytes, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return "is 0x followed by 40 hexadecimal digits.";
        }

        var digits = text[2..];
        if (digits.ContainsAnyInRange('a', 'f') && digits.ContainsAnyInRange('A', 'F') && !HasChecksum(digits))
        {
            return "with letters in both cases has a checksum (EIP-55), which does not match: a digit is mistyped. "
                + "Copy the address again, or write all letters in lower case if the digits are certain.";
        }

        address = new(bytes);
        return null;
    }

    /// <summary>
    /// EIP-55: a letter is upper case if the hash digit at the same place is 8 or more. Input of the hash: the 40 digits in lower case.
    /// </summary>
    private static bool HasChecksum(ReadOnlySpan<char> digits)
    {
        Span<byte> lower = stackalloc byte[2 * Size];
        for (var i = 0; i < lower.Length; i++) lower[i] = (byte)char.ToLowerInvariant(digits[i]);
        Span<byte> hash = stackalloc byte[Keccak256.Size];
        Keccak256.Hash(lower, hash);
        for (var i = 0; i < lower.Length; i++)
        {
            var isHigh = (hash[i / 2] >> (i % 2 == 0 ? 7 : 3) & 1) != 0;
            if (char.IsAsciiLetter(digits[i]) && char.IsAsciiLetterUpper(digits[i]) != isHigh) return false;
        }

        return true;
    }
}
