using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>
/// Who asks: any short text the host knows its users by. It is safe to log. The default value stands for a request without a user.
/// </summary>
/// <remarks>
/// <para>
/// Two ids that people can't tell apart by their letters are one user, so that nobody passes a block list or a limit by writing a name in
/// another way. Letter case is normalised: letters become lower case, and an address is 0x and 40 hexadecimal digits, whether it was given
/// with 0x or without. What can't be seen is refused: control and format characters, all that Unicode calls default-ignorable, blank
/// letters and symbols such as U+3164 and U+2800, private and unassigned characters, and white space that is not a single space (U+0020)
/// between two other characters.
/// </para>
/// <para>
/// Letters that merely look alike (Latin and Cyrillic a; é as one character or as two) are different. Where users choose their own
/// names, use ids that the host assigns. A host that tells its users apart by letter case alone gives ids in another form, such as
/// hexadecimal digits.
/// </para>
/// </remarks>
[JsonConverter(typeof(ParsableJsonConverter<ProofUserId>))]
[TypeConverter(typeof(ParsableTypeConverter<ProofUserId>))]
public readonly record struct ProofUserId : ISpanParsable<ProofUserId>
{
    /// <summary>The most UTF-16 characters of an id: 256.</summary>
    public const int MaxLength = 256;

    private readonly string? _text;

    /// <summary>Takes an id, in lower case.</summary>
    /// <param name="text">1 to <see cref="MaxLength"/> characters that can be seen, with single spaces between them at most.</param>
    /// <exception cref="ArgumentException">
    /// The text is empty, too long, or holds a character that can't be seen or could forge a line of a log.
    /// </exception>
    public ProofUserId(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (ProblemOf(text) is { } problem) throw new ArgumentException(problem, nameof(text));
        _text = AddressOf(text) ?? InLowerCase(text);
    }

    /// <summary>Whether there is no user.</summary>
    public bool IsNone => _text is null;

    /// <summary>Reads an id, in any case, whatever the provider; for routes, queries and other generic code.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static ProofUserId Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException("This is no user id: it is empty, too long, or holds a character that is not allowed.");

    /// <summary>Reads an id, in any case, whatever the provider; for routes, queries and other generic code.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static ProofUserId Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <summary>Reads an id, in any case, whatever the provider; for routes, queries and other generic code.</summary>
    /// <returns>False if the text is anything else.</returns>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out ProofUserId result)
    {
        result = default;
        if (s.Length > MaxLength || ProblemOf(s.ToString()) is not null) return false;
        result = new ProofUserId(s.ToString());
        return true;
    }

    /// <summary>Reads an id, in any case, whatever the provider; for routes, queries and other generic code.</summary>
    /// <returns>False if the text is anything else, or null.</returns>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ProofUserId result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <summary>The user who is known by an address.</summary>
    public static implicit operator ProofUserId(EvmAddress address) => new(address.ToString());

    /// <summary>The id, in lower case; empty if there is no user.</summary>
    public override string ToString() => _text ?? "";

    /// <summary>Whether a character could forge or hide a line of a log.</summary>
    internal static bool CouldForgeALine(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned;

    /// <summary>Why a text is no user id, in a sentence without the text; null if it is one.</summary>
    internal static string? ProblemOf(string? text)
    {
        if (text?.Length is null or 0 or > MaxLength) return $"A user id has 1 to {MaxLength} characters; this has {text?.Length ?? 0}.";
        for (var i = 0; i < text.Length;)
        {
            var isWhole = Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length) == System.Buffers.OperationStatus.Done;
            if (!isWhole || InvisibleCharacters.Contains(rune) || (Rune.IsWhiteSpace(rune) && !IsInnerSpace(text, i)))
            {
                return $"Character {i} of the user id (U+{(isWhole ? rune.Value : text[i]):X4}) is not allowed: a user id holds only "
                    + "characters that can be seen, and single spaces between them.";
            }

            i += length;
        }

        return null;
    }

    private static bool IsInnerSpace(string text, int index) =>
        text[index] == ' ' && index > 0 && index < text.Length - 1 && text[index - 1] != ' ';

    private static string? AddressOf(string text)
    {
        // In lower case, as no checksum is asked of an id: a mistyped letter case must not make another user.
        var digits = (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text : "0x" + text).ToLowerInvariant();
        return EvmAddress.TryParse(digits, out var address) ? address.ToString() : null;
    }

    // By way of upper case: letters with two lower-case forms, such as the Greek sigma, have one upper-case form.
    private static string InLowerCase(string text)
    {
        var lower = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) lower.Append(Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)));
        return lower.ToString();
    }
}
