using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>
/// A user of the host: any short text that identifies the user. Safe to log. The default value stands for a request without a user.
/// </summary>
/// <remarks>
/// <para>
/// Ids that look the same apart from letter case and invisible characters are the same user, so that no user evades a block list or a limit by a
/// variant spelling. Letters become lower case, and an address becomes 0x and 40 hexadecimal digits, given with or without 0x. Invisible text is
/// refused: control and format characters, all characters that Unicode calls default-ignorable, blank letters and symbols such as U+3164 and U+2800,
/// private and unassigned characters, and white space other than a single space (U+0020) between two visible characters.
/// </para>
/// <para>
/// Letters that merely look alike (Latin and Cyrillic a; é as a single character or as two) are different. If users choose their own names, use ids
/// assigned by the host. A host with ids that differ by letter case alone must encode the ids, for instance as hexadecimal digits.
/// </para>
/// </remarks>
[JsonConverter(typeof(ParsableJsonConverter<ProofUserId>))]
[TypeConverter(typeof(ParsableTypeConverter<ProofUserId>))]
public readonly record struct ProofUserId : ISpanParsable<ProofUserId>
{
    /// <summary>The maximum length of an id, in UTF-16 code units: 256.</summary>
    public const int MaxLength = 256;

    private readonly string? _text;

    /// <summary>Creates an id, in lower case.</summary>
    /// <param name="text">1 to <see cref="MaxLength"/> visible characters, separated by at most single spaces.</param>
    /// <exception cref="ArgumentException">
    /// The text is empty, too long, or has a character that is invisible or could forge a line of a log.
    /// </exception>
    public ProofUserId(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (ProblemOf(text) is { } problem) throw new ArgumentException(problem, nameof(text));
        _text = AddressOf(text) ?? InLowerCase(text);
    }

    /// <summary>Whether there is no user.</summary>
    public bool IsNone => _text is null;

    /// <summary>Reads an id in any letter case; the provider is ignored. For routes, queries and other generic code.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static ProofUserId Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("The user id is empty, too long, or has a character that is not allowed.");

    /// <summary>Reads an id in any letter case; the provider is ignored. For routes, queries and other generic code.</summary>
    /// <exception cref="FormatException">The text is not a valid id.</exception>
    public static ProofUserId Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <summary>Reads an id in any letter case; the provider is ignored. For routes, queries and generic code.</summary>
    /// <returns>False if the text is not a valid id.</returns>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out ProofUserId result)
    {
        result = default;
        if (s.Length > MaxLength || ProblemOf(s.ToString()) is not null) return false;
        result = new ProofUserId(s.ToString());
        return true;
    }

    /// <summary>Reads an id in any letter case; the provider is ignored. For routes, queries and generic code.</summary>
    /// <returns>False if the text is null or not a valid id.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ProofUserId result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <summary>The user identified by an address.</summary>
    public static implicit operator ProofUserId(EvmAddress address) => new(address.ToString());

    /// <summary>The id, in lower case; empty without a user.</summary>
    public override string ToString() => _text ?? "";

    /// <summary>Whether a character could forge or hide a line of a log.</summary>
    internal static bool CouldForgeALine(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned;

    /// <summary>The problem with a text as a user id, in a sentence without the text; null for a valid id.</summary>
    internal static string? ProblemOf(string? text)
    {
        if (text?.Length is null or 0 or > MaxLength) return $"A user id has 1 to {MaxLength} characters; this has {text?.Length ?? 0}.";
        for (var i = 0; i < text.Length;)
        {
            var isWhole = Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length) == System.Buffers.OperationStatus.Done;
            if (!isWhole || InvisibleCharacters.Contains(rune) || (Rune.IsWhiteSpace(rune) && !IsInnerSpace(text, i)))
            {
                return $"Character {i} of the user id (U+{(isWhole ? rune.Value : text[i]):X4}) is not allowed: a user id holds only "
                    + "visible characters, with single spaces between them.";
            }

            i += length;
        }

        return null;
    }

    private static bool IsInnerSpace(string text, int index) =>
        text[index] == ' ' && index > 0 && index < text.Length - 1 && text[index - 1] != ' ';

    private static string? AddressOf(string text)
    {
        // In lower case, without a checksum: a mistyped letter case must not create a different user.
        var digits = (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text : "0x" + text).ToLowerInvariant();
        return EvmAddress.TryParse(digits, out var address) ? address.ToString() : null;
    }

    // Via upper case: letters with two lower-case forms, such as the Greek sigma, have a single upper-case form.
    private static string InLowerCase(string text)
    {
        var lower = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) lower.Append(Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)));
        return lower.ToString();
    }
}
