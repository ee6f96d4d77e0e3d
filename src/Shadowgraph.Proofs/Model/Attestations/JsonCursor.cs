using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs;

/// <summary>
/// Reads JSON forward, one value after the other, and knows the path of the value it is at, so that every error says where it is.
/// </summary>
/// <remarks>
/// <para>Fields of an object may come in any order, unknown ones are skipped or refused, repeated ones refused. Names are compared as they are
/// after their escapes were resolved. An unknown field whose name is a known one's but for case, '_' or '-' is refused: it was meant, and skipping it
/// would forget an expiry, for instance.</para>
/// <para>Nesting is limited to eight levels. Errors never repeat what the file says: it may be secret.</para>
/// </remarks>
internal ref struct JsonCursor
{
    private const int MaxDepth = 8;

    private readonly List<string> _path = ["$"];
    private readonly Func<string, string, Exception> _error;
    private readonly ReadOnlySpan<byte> _text;
    private readonly bool _refusesUnknown;
    private Utf8JsonReader _reader;

    /// <param name="utf8">The whole document.</param>
    /// <param name="error">Makes the exception for a path and a problem with what is there.</param>
    /// <param name="refusesUnknown">Whether a field with an unknown name is an error, and not skipped.</param>
    public JsonCursor(ReadOnlySpan<byte> utf8, Func<string, string, Exception> error, bool refusesUnknown = false)
    {
        _error = error;
        _refusesUnknown = refusesUnknown;
        _text = ByteOrderMark.Skip(utf8);
        if (JsonText.FindProblem(_text) is { } problem) throw Fail($"is not JSON. {problem}");
        _reader = new Utf8JsonReader(_text, new JsonReaderOptions { MaxDepth = MaxDepth });
        Advance();
    }

    public readonly bool IsNull => _reader.TokenType == JsonTokenType.Null;

    /// <summary>Enters the array that the cursor is at; then <see cref="NextElement"/>.</summary>
    public void BeginArray()
    {
        if (_reader.TokenType != JsonTokenType.StartArray) throw Fail("must be an array.");
        _path.Add("");
    }

    /// <summary>Goes to an array's element with this index; false at the array's end, which is left then.</summary>
    public bool NextElement(int index)
    {
        _path[^1] = string.Create(CultureInfo.InvariantCulture, $"[{index}]");
        Advance();
        if (_reader.TokenType != JsonTokenType.EndArray) return true;
        _path.RemoveAt(_path.Count - 1);
        return false;
    }

    /// <summary>Enters the object that the cursor is at; then <see cref="NextField"/>.</summary>
    public void BeginObject()
    {
        if (_reader.TokenType != JsonTokenType.StartObject) throw Fail("must be an object.");
        _path.Add("");
    }

    /// <summary>Goes to the value of the object's next known field; false at the object's end, which is left then.</summary>
    /// <param name="names">The fields' names; those before <paramref name="required"/> must all be there.</param>
    /// <param name="required">How many are required.</param>
    /// <param name="seen">Which were seen, as bits; 0 at first.</param>
    /// <param name="field">The index of the field's name.</param>
    public bool NextField(ReadOnlySpan<string> names, int required, ref uint seen, out int field)
    {
        while (true)
        {
            _path[^1] = "";
            Advance();
            if (_reader.TokenType == JsonTokenType.EndObject) break;

            field = IndexOfName(names);
            if (field >= 0)
            {
                _path[^1] = "." + names[field];
                if ((seen & (1u << field)) != 0) throw Fail("is there twice. Keep one of them.");
                seen |= 1u << field;
                Advance();
                return true;
            }

            if (_refusesUnknown) throw Fail("has a field that does not belong there. Leave it out, or read it with the version that wrote it.");
            Advance();
            Skip();
        }

        _path.RemoveAt(_path.Count - 1);
        field = -1;
        for (var i = 0; i < required; i++)
        {
            if ((seen & (1u << i)) == 0) throw Fail($"has no field \"{names[i]}\". Add it.");
        }

        return false;
    }

    public readonly double Number()
    {
        if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetDouble(out var value)) throw Fail("must be a number.");
        return value;
    }

    /// <summary>A whole number below 2⁶³.</summary>
    public readonly ulong Integer()
    {
        if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt64(out var value) || value < 0)
        {
            throw Fail("must be a whole number of at least 0 and below 2^63, without fraction or exponent.");
        }

        return (ulong)value;
    }

    public readonly EvmAddress Address() =>
        EvmAddress.Read(ShortText(), out var address) is { } problem ? throw Fail($"must be an address; an address {problem}") : address;

    /// <summary>A string of at most 100 ASCII characters without escapes: all that these files need.</summary>
    public readonly string ShortText()
    {
        if (_reader.TokenType != JsonTokenType.String || _reader.ValueIsEscaped
            || _reader.ValueSpan.Length > 100 || !Ascii.IsValid(_reader.ValueSpan))
        {
            throw Fail("must be a string of at most 100 plain characters.");
        }

        return Encoding.ASCII.GetString(_reader.ValueSpan);
    }

    /// <summary>A whole number of 64 bits, negative or not.</summary>
    public readonly long SignedInteger()
    {
        if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt64(out var value))
            throw Fail("must be a whole number from -2^63 to 2^63 - 1, without fraction or exponent.");
        return value;
    }

    /// <summary>A whole number within bounds.</summary>
    public readonly int Integer(int least, int most)
    {
        var value = SignedInteger();
        return value >= least && value <= most ? (int)value : throw Fail($"must be a whole number from {least} to {most}.");
    }

    public readonly bool Boolean() => _reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Fail("must be true or false."),
    };

    /// <summary>A string of Unicode, with escapes or without.</summary>
    /// <param name="maxLength">The most UTF-16 characters. No more than six bytes for each are unescaped.</param>
    public readonly string Text(int maxLength)
    {
        if (_reader.TokenType != JsonTokenType.String) throw Fail("must be a string.");
        if (_reader.ValueSpan.Length <= 6L * maxLength && Unescaped() is { } text && text.Length <= maxLength) return text;
        throw Fail($"must be a string of at most {maxLength} characters, without halves of surrogate pairs.");
    }

    /// <summary>The index of a word among those allowed.</summary>
    public readonly int Choice(ReadOnlySpan<string> words)
    {
        var index = _reader.TokenType == JsonTokenType.String && JsonText.ReadWord(_reader) is { } word ? words.IndexOf(word) : -1;
        return index >= 0 ? index : throw Fail($"must be one of {string.Join(", ", words!)}.");
    }

    public readonly Guid Id() =>
        _reader.TokenType == JsonTokenType.String && _reader.TryGetGuid(out var id)
            ? id
            : throw Fail("must be an id: 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12.");

    public readonly DateTimeOffset Time() =>
        _reader.TokenType == JsonTokenType.String && _reader.TryGetDateTimeOffset(out var time)
            ? time
            : throw Fail("must be a time as in ISO 8601, such as 2026-01-31T12:00:00Z.");

    /// <summary>Bytes in base64, as many as fit the destination exactly. Nothing of them is left anywhere else.</summary>
    public readonly void Bytes(Span<byte> destination)
    {
        var digits = Base64.GetMaxEncodedToUtf8Length(destination.Length);
        Span<byte> text = stackalloc byte[6 * digits];
        try
        {
            if (_reader.TokenType == JsonTokenType.String && _reader.ValueSpan.Length <= text.Length)
            {
                var length = _reader.CopyString(text);
                if (length == digits
                    && Base64.DecodeFromUtf8(text[..length], destination, out _, out var written) == OperationStatus.Done
                    && written == destination.Length)
                {
                    return;
                }
            }
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no base64 either.
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }

        throw Fail($"must be {destination.Length} bytes in base64.");
    }

    /// <summary>The text of the value that the cursor is at, which is passed over.</summary>
    public ReadOnlySpan<byte> Raw()
    {
        var start = (int)_reader.TokenStartIndex;
        Skip();
        return _text[start..(int)_reader.BytesConsumed];
    }

    /// <summary>Nothing but space may follow the document's value.</summary>
    public void End()
    {
        try
        {
            if (_reader.Read()) throw Fail("is followed by more.");
        }
        catch (JsonException e)
        {
            throw Malformed(e);
        }
    }

    /// <summary>The error for the value that the cursor is at.</summary>
    public readonly Exception Fail(string problem) => _error(string.Concat(_path), problem);

    private readonly string? Unescaped()
    {
        try
        {
            return _reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // The only way to hear of half a surrogate pair.
            return null;
        }
    }

    private readonly int IndexOfName(ReadOnlySpan<string> names)
    {
        if (_reader.ValueSpan.Length > JsonText.LongestWord)
            throw Fail($"has a field whose name is longer than {JsonText.LongestWord} bytes. Shorten it, or leave it out.");
        if (JsonText.ReadWord(_reader) is not { } name) return -1;
        var index = names.IndexOf(name);
        if (index >= 0) return index;
        foreach (var known in names)
        {
            if (Looks(name).Equals(Looks(known), StringComparison.OrdinalIgnoreCase))
                throw Fail($"has a field that differs from \"{known}\" only by case, '_' or '-'. Write it exactly so, or leave it out.");
        }

        return -1;
    }

    /// <summary>What is left of a name for a reader who does not look closely.</summary>
    private static string Looks(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);

    private void Advance()
    {
        try
        {
            if (!_reader.Read()) ThrowTruncated();
        }
        catch (JsonException e)
        {
            throw Malformed(e);
        }
    }

    private void Skip()
    {
        try
        {
            _reader.Skip();
        }
        catch (JsonException e)
        {
            throw Malformed(e);
        }
    }

    [DoesNotReturn]
    private readonly void ThrowTruncated() => throw Fail("ends too early.");

    // Without the reader's own message, which quotes the text.
    private readonly Exception Malformed(JsonException e) => Fail(string.Create(
        CultureInfo.InvariantCulture,
        $"is not JSON of at most {MaxDepth} levels, from line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} on."));
}
