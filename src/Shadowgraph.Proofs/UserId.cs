using System.Globalization;
using System.Text;
using Shadowgraph.Proofs.Reputation;

namespace Shadowgraph.Proofs;

/// <summary>
/// Who asks: any short text the host knows its users by. It is safe to log. An address is the same user in upper and lower case.
/// The default value stands for a request without a user.
/// </summary>
public readonly record struct UserId
{
    /// <summary>The most UTF-16 characters of an id: 256.</summary>
    public const int MaxLength = 256;

    private readonly string? _text;

    /// <summary>Takes an id.</summary>
    /// <param name="text">1 to <see cref="MaxLength"/> characters, none of them a control, format or separator of lines.</param>
    /// <exception cref="ArgumentException">The text is empty, too long, or holds a character that could forge a line of a log.</exception>
    public UserId(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is 0 or > MaxLength)
            throw new ArgumentException($"A user id has 1 to {MaxLength} characters; this has {text.Length}.", nameof(text));
        CheckCharacters(text);
        _text = Address.TryParse(text, out var address) ? address.ToString() : text;
    }

    /// <summary>Whether there is no user.</summary>
    public bool IsNone => _text is null;

    /// <summary>Takes an id; see <see cref="UserId(string)"/>, whose exceptions it throws.</summary>
    public static implicit operator UserId(string text) => new(text);

    /// <summary>The user who is known by an address.</summary>
    public static implicit operator UserId(Address address) => new(address.ToString());

    /// <summary>The id; empty if there is no user.</summary>
    public override string ToString() => _text ?? "";

    private static void CheckCharacters(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var status = Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            if (status != System.Buffers.OperationStatus.Done || CouldForgeALine(rune))
            {
                throw new ArgumentException(
                    $"Character {i} of the user id (U+{(int)text[i]:X4}) is not allowed: controls, format characters, separators of lines "
                    + "and halves of surrogate pairs could forge or hide lines of a log.",
                    nameof(text));
            }

            i += length;
        }
    }

    /// <summary>Whether a character could forge or hide a line of a log.</summary>
    internal static bool CouldForgeALine(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned;
}
