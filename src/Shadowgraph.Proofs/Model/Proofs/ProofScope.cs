using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs;

/// <summary>
/// What a proof is good for: one contract on one chain, one registry, one campaign. A proof made for one scope is refused in every other,
/// and a hidden subject has one nullifier in each.
/// </summary>
/// <remarks>
/// <para>
/// In the proof a scope is SHA-256 of 160 bytes, read as a big-endian integer and reduced modulo r. The bytes are five words of 32, which
/// is what Solidity's abi.encode gives, so a contract recomputes it with the sha256 precompile:
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
public sealed record ProofScope
{
    /// <summary>The most UTF-16 characters a registry id or a campaign has: 256.</summary>
    public const int MaxTextLength = 256;

    private const int Word = 32;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Fr _value;

    /// <summary>Names a scope.</summary>
    /// <param name="chainId">EIP-155 id of the chain on which the proof is verified; 0 if it is verified on none.</param>
    /// <param name="verifyingContract">The contract that verifies it; zero if none does.</param>
    /// <param name="registryId">Which registry; at most <see cref="MaxTextLength"/> characters, may be empty.</param>
    /// <param name="campaign">What for; at most <see cref="MaxTextLength"/> characters, may be empty.</param>
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

    /// <summary>A scope that binds to nothing in particular: no chain, no contract, empty registry id and campaign.</summary>
    public static ProofScope None { get; } = new(0, default, "", "");

    /// <summary>EIP-155 id of the chain on which the proof is verified; 0 if it is verified on none.</summary>
    public ulong ChainId { get; }

    /// <summary>The contract that verifies it; zero if none does.</summary>
    public EvmAddress VerifyingContract { get; }

    /// <summary>Which registry.</summary>
    public string RegistryId { get; }

    /// <summary>What for.</summary>
    public string Campaign { get; }

    /// <summary>The scope as it stands in a proof.</summary>
    public Fr ToFr() => _value;

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
            throw new ArgumentException($"{name} is not valid Unicode: it holds half of a surrogate pair.", nameof(text), e);
        }
    }
}
