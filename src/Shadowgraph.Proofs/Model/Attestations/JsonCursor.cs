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
/// Reads JSON forward, value by value, and tracks the path of the current value, so that every error states its place.
/// </summary>
/// <remarks>
/// <para>Fields of an object may come in any order; unknown fields are skipped or refused, repeated fields refused. Names are compared after escapes
/// are resolved. An unknown name that differs from a known name only by case, '_' or '-' is refused as a probable mistake: skipping the field could
/// lose an expiry, for instance.</para>
/// <para>Nesting is limited to eight levels. Error messages never quote the file, which may be secret.</para>
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
    /// <param name="error">Creates the exception from a path and a problem.</param>
    /// <param name="refusesUnknown">Whether a field with an unknown name is an error; otherwise the field is skipped.</param>
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

    /// <summary>Enters the array at the cursor; continue with <see cref="NextElement"/>.</summary>
    public void BeginArray()
    {
        if (_reader.TokenType != JsonTokenType.StartArray) throw Fail("must be an array.");
        _path.Add("");
    }

    /// <summary>Moves to the array's element with this index. Returns false at the end, and leaves the array.</summary>
    public bool NextElement(int index)
    {
        _path[^1] = string.Create(CultureInfo.InvariantCulture, $"[{index}]");
        Advance();
        if (_reader.TokenType != JsonTokenType.EndArray) return true;
        _path.RemoveAt(_path.Count - 1);
        return false;
    }

    /// <summary>Enters the object at the cursor; continue with <see cref="NextField"/>.</summary>
    public void BeginObject()
    {
        if (_reader.TokenType != JsonTokenType.StartObject) throw Fail("must be an object.");
        _path.Add("");
    }

    /// <summary>Moves to the value of the object's next known field. Returns false at the end, and leaves the object.</summary>
    /// <param name="names">The field names; the first <paramref name="required"/> names are mandatory.</param>
    /// <param name="required">The number of mandatory fields.</param>
    /// <param name="seen">Bit set of the fields seen so far; initially 0.</param>
    /// <param name="field">The index of the field in <paramref name="names"/>.</param>
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
                if ((seen & (1u << field)) != 0) throw Fail("occurs twice. Remove one occurrence.");
                seen |= 1u << field;
                Advance();
                return true;
            }

            if (_refusesUnknown) throw Fail("has an unknown field. Remove the field, or read the text with the version that wrote it.");
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

    /// <summary>A string of at most 100 ASCII characters without escapes: sufficient for all keywords and numbers of these files.</summary>
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

    /// <summary>The index of a word in a list of allowed words.</summary>
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

    /// <summary>Decodes base64 that must fill the destination exactly. All intermediate copies are cleared.</summary>
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
            // Half of a surrogate pair: not base64 either.
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }

        throw Fail($"must be {destination.Length} bytes in base64.");
    }

    /// <summary>The text of the current value; moves past the value.</summary>
    public ReadOnlySpan<byte> Raw()
    {
        var start = (int)_reader.TokenStartIndex;
        Skip();
        return _text[start..(int)_reader.BytesConsumed];
    }

    /// <summary>Checks that only white space follows the document's value.</summary>
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

    /// <summary>Creates the error for the value at the cursor.</summary>
    public readonly Exception Fail(string problem) => _error(string.Concat(_path), problem);

    private readonly string? Unescaped()
    {
        try
        {
            return _reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // GetString throws only on half of a surrogate pair; no method tests for this case.
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
                throw Fail($"has a field that differs from \"{known}\" only by case, '_' or '-'. Correct the spelling, or remove the field.");
        }

        return -1;
    }

    /// <summary>A name without '_' and '-', for the comparison with known names.</summary>
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

    // Without the message of Utf8JsonReader, which quotes the text.
    private readonly Exception Malformed(JsonException e) => Fail(string.Create(
        CultureInfo.InvariantCulture,
        $"is not JSON of at most {MaxDepth} levels, from line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} on."));
}
