using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>
/// The context in which a proof is valid: a contract on a chain, a registry, a campaign. A proof is refused in any other scope, and a hidden subject
/// has a different nullifier in each scope.
/// </summary>
/// <remarks>
/// <para>
/// In the proof, a scope is SHA-256 of 160 bytes, read as a big-endian integer and reduced modulo r. The bytes are five words of 32 bytes, the output
/// of Solidity's abi.encode, so a contract recomputes the scope with the sha256 precompile:
/// <c>uint256(sha256(abi.encode(DOMAIN, chainId, contractAddress, sha256(bytes(registryId)), sha256(bytes(campaign))))) % r</c>.
/// </para>
/// <list type="table">
/// <item><term>0..31</term><description>the domain, the ASCII text "shadowgraph.proofs/scope/v1" followed by zeros</description></item>
/// <item><term>32..63</term><description>the chain id, big-endian</description></item>
/// <item><term>64..95</term><description>12 zeros and the 20 bytes of the verifying contract's address</description></item>
/// <item><term>96..127</term><description>SHA-256 of the registry id in UTF-8</description></item>
/// <item><term>128..159</term><description>SHA-256 of the campaign in UTF-8</description></item>
/// </list>
/// </remarks>
[TypeConverter(typeof(ParsableTypeConverter<ProofScope>))]
public sealed record ProofScope : ISpanParsable<ProofScope>
{
    /// <summary>The maximum length of a registry id or a campaign, in UTF-16 code units: 256.</summary>
    public const int MaxTextLength = 256;

    private const int Word = 32;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Fr _value;

    /// <summary>Creates a scope.</summary>
    /// <param name="chainId">EIP-155 id of the chain that verifies the proof; 0 for verification off-chain.</param>
    /// <param name="verifyingContract">The contract that verifies the proof; zero for verification off-chain.</param>
    /// <param name="registryId">The registry; at most <see cref="MaxTextLength"/> characters, may be empty.</param>
    /// <param name="campaign">The purpose; at most <see cref="MaxTextLength"/> characters, may be empty.</param>
    /// <exception cref="ArgumentException">A text is too long or is not valid Unicode.</exception>
    public ProofScope(ulong chainId, EvmAddress verifyingContract, string registryId, string campaign)
    {
        ArgumentNullException.ThrowIfNull(registryId);
        ArgumentNullException.ThrowIfNull(campaign);
        ChainId = chainId;
        VerifyingContract = verifyingContract;
        RegistryId = registryId;
        Campaign = campaign;
        _value = Hash();
    }

    /// <summary>An unspecific scope: no chain, no contract, empty registry id and campaign.</summary>
    public static ProofScope None { get; } = new(0, default, "", "");

    /// <summary>EIP-155 id of the chain that verifies the proof; 0 for verification off-chain.</summary>
    public ulong ChainId { get; }

    /// <summary>The contract that verifies the proof; zero for verification off-chain.</summary>
    public EvmAddress VerifyingContract { get; }

    /// <summary>The registry.</summary>
    public string RegistryId { get; }

    /// <summary>The purpose.</summary>
    public string Campaign { get; }

    /// <summary>Reads the text form, as written by <see cref="ToString"/>; the provider is ignored. For routes, queries and other generic code.</summary>
    /// <exception cref="FormatException">The text is not a scope; the message names the part.</exception>
    public static ProofScope Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        ProofScopeText.Read(s, out var problem) ?? throw new FormatException(problem);

    /// <summary>Reads the text form, as written by <see cref="ToString"/>; the provider is ignored. For routes, queries and other generic code.</summary>
    /// <exception cref="FormatException">The text is not a scope; the message names the part.</exception>
    public static ProofScope Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <summary>Reads the text form, as written by <see cref="ToString"/>; the provider is ignored. For routes, queries and generic code.</summary>
    /// <returns>False if the text is not a scope.</returns>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, [MaybeNullWhen(false)] out ProofScope result)
    {
        result = ProofScopeText.Read(s, out _);
        return result is not null;
    }

    /// <summary>Reads the text form, as written by <see cref="ToString"/>; the provider is ignored. For routes, queries and generic code.</summary>
    /// <returns>False if the text is null or not a scope.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out ProofScope result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <summary>The scope as a field element of the proof.</summary>
    public Fr ToFr() => _value;

    /// <summary>
    /// A single line: chain id, contract, registry id and campaign, separated by colons, as in
    /// <c>1:0x00000000000000000000000000000000000000c1:people:airdrop</c>. Registry id and campaign are percent-encoded as in a URI (RFC 3986), so
    /// that a colon or a slash in a text does not separate.
    /// </summary>
    public override string ToString() => ProofScopeText.Write(this);

    private Fr Hash()
    {
        Span<byte> words = stackalloc byte[5 * Word];
        words.Clear();
        "shadowgraph.proofs/scope/v1"u8.CopyTo(words);
        BinaryPrimitives.WriteUInt64BigEndian(words[(2 * Word - sizeof(ulong))..], ChainId);
        VerifyingContract.Write(words[(3 * Word - EvmAddress.Size)..]);
        HashText(RegistryId, nameof(RegistryId), words.Slice(3 * Word, Word));
        HashText(Campaign, nameof(Campaign), words.Slice(4 * Word, Word));
        Span<byte> digest = stackalloc byte[Word];
        SHA256.HashData(words, digest);
        return Fr.FromBigIntegerReduced(new BigInteger(digest, isUnsigned: true, isBigEndian: true));
    }

    private static void HashText(string text, string name, Span<byte> digest)
    {
        if (text.Length > MaxTextLength)
            throw new ArgumentException($"{name} has {text.Length} characters; at most {MaxTextLength} are allowed.", nameof(text));
        try
        {
            SHA256.HashData(StrictUtf8.GetBytes(text), digest);
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException($"{name} is not valid Unicode: half of a surrogate pair is missing.", nameof(text), e);
        }
    }
}
