using System.Globalization;

namespace Shadowgraph.Proofs;

/// <summary>
/// The text form of a <see cref="ProofScope"/>: <c>chain id:contract:registry id:campaign</c>, the last two percent-encoded. Each scope has a single text,
/// apart from the letter case of hexadecimal digits.
/// </summary>
internal static class ProofScopeText
{
    private const char Separator = ':';
    private const int Parts = 4;

    // A UTF-16 code unit becomes at most three bytes of UTF-8, each of which becomes three characters.
    private const int MaxEncodedLength = 9 * ProofScope.MaxTextLength;

    public static string Write(ProofScope scope) => string.Create(
        CultureInfo.InvariantCulture,
        $"{scope.ChainId}:{scope.VerifyingContract}:{Uri.EscapeDataString(scope.RegistryId)}:{Uri.EscapeDataString(scope.Campaign)}");

    /// <param name="text">Any text.</param>
    /// <param name="problem">The problem with the text, in a sentence without the text; null for a scope.</param>
    /// <returns>Null if the text is not a scope.</returns>
    public static ProofScope? Read(ReadOnlySpan<char> text, out string? problem)
    {
        Span<Range> parts = stackalloc Range[Parts + 1];
        problem = "The text of a scope has four parts, separated by colons: chain id, contract, registry id, campaign.";
        if (text.Split(parts, Separator) != Parts) return null;
        problem = $"The chain id of a scope is a number from 0 to {ulong.MaxValue}, in decimal digits without leading zeros.";
        if (!TryReadChainId(text[parts[0]], out var chainId)) return null;
        problem = "The contract of a scope is 0x and 40 hexadecimal digits; in mixed case, with the checksum of EIP-55.";
        if (!EvmAddress.TryParse(text[parts[1]], out var contract)) return null;
        problem = $"The registry id of a scope is percent-encoded UTF-8 (RFC 3986) of at most {ProofScope.MaxTextLength} characters.";
        if (Decode(text[parts[2]]) is not { } registryId) return null;
        problem = $"The campaign of a scope is percent-encoded UTF-8 (RFC 3986) of at most {ProofScope.MaxTextLength} characters.";
        if (Decode(text[parts[3]]) is not { } campaign) return null;
        problem = null;
        return new ProofScope(chainId, contract, registryId, campaign);
    }

    private static bool TryReadChainId(ReadOnlySpan<char> digits, out ulong chainId) =>
        ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out chainId) && (digits.Length == 1 || digits[0] != '0');

    /// <returns>Null if the text is not the encoding of a short text.</returns>
    private static string? Decode(ReadOnlySpan<char> encoded)
    {
        if (encoded.Length > MaxEncodedLength) return null;
        var text = Uri.UnescapeDataString(encoded.ToString());

        // The framework keeps undecodable sequences; the encoding of such a text then differs. Letters differ in case only as hexadecimal digits.
        return text.Length <= ProofScope.MaxTextLength && encoded.Equals(Uri.EscapeDataString(text), StringComparison.OrdinalIgnoreCase) ? text : null;
    }
}
