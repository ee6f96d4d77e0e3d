using System.Text;
using System.Text.Json;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.ConstraintSystems;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>Reads the JSON files that snarkjs writes, token by token, and refuses numbers and points that aren't canonical.</summary>
/// <remarks>
/// As in JavaScript, the last of several properties of one name counts, and properties that nobody asked for are skipped. Every method
/// that reads takes the next token. Broken JSON is a <see cref="JsonException"/>; callers turn it over to <see cref="Malformed"/>.
/// </remarks>
internal ref struct SnarkjsJsonReader
{
    /// <summary>Bytes at most of a file whose length grows with the number of public signals.</summary>
    public const int LargeFile = 64 << 20;

    private const int LongestNumber = 77;

    private readonly string _kind;
    private Utf8JsonReader _json;

    public SnarkjsJsonReader(ReadOnlySpan<byte> utf8, string kind, int maxBytes)
    {
        _kind = kind;
        if (utf8.Length > maxBytes)
            throw new ProofFileException(
                kind, FormattableString.Invariant($"It has {utf8.Length} bytes, and none needs more than {maxBytes}."));
        _json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 16 });
    }

    public readonly ProofFileException Malformed(JsonException cause) =>
        new(_kind, "It is not well-formed JSON, or is truncated.", offset: _json.BytesConsumed, innerException: cause);

    public readonly ProofFileException Missing(string property) => new(_kind, $"The property \"{property}\" is missing.");

    public void BeginObject()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject) throw Bad("It must be a JSON object.");
    }

    /// <summary>Goes to the next property of the object that was begun; false at its end.</summary>
    public bool NextProperty()
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Whether the property has this name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name) => _json.ValueTextEquals(name);

    /// <summary>Skips the value of the property.</summary>
    public void Skip()
    {
        _json.Read();
        _json.Skip();
    }

    public void BeginArray(string name)
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartArray) throw Bad($"The {name} must be an array.");
    }

    /// <summary>Whether another element follows in the array that was begun; leaves the array if none does.</summary>
    public bool NextElement()
    {
        var ahead = _json;
        ahead.Read();
        if (ahead.TokenType != JsonTokenType.EndArray) return true;
        _json = ahead;
        return false;
    }

    /// <summary>Refuses anything but white space after the value that was read.</summary>
    public void End()
    {
        if (_json.Read()) throw Bad("Something follows after its end.");
    }

    /// <summary>Refuses any text but those given, whatever their case.</summary>
    public void Expect(string property, params ReadOnlySpan<string> accepted)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.String)
        {
            foreach (var text in accepted)
            {
                if (Ascii.EqualsIgnoreCase(_json.ValueSpan, text)) return;
            }
        }

        throw Bad($"Its \"{property}\" must be \"{accepted[0]}\": the file is for another proof system or another curve.");
    }

    /// <summary>A number that says how many of something there are.</summary>
    public int Count(string property)
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.Number && _json.TryGetInt32(out var count) && count >= 0
            ? count
            : throw Bad($"The {property} must be an integer of at least 0.");
    }

    /// <summary>A canonical scalar, in decimal.</summary>
    public Fr Scalar(string name)
    {
        Span<char> digits = stackalloc char[LongestNumber];
        return Fr.TryParse(digits[..ReadDigits(digits)], out var value) ? value : throw NotCanonical(name, "group order r");
    }

    /// <summary>[x, y, "1"].</summary>
    public G1Affine Point1(string name)
    {
        BeginArray(name);
        var (x, y) = (Coordinate(name), Coordinate(name));
        if (Coordinate(name) != Fp.One) throw NotAffine(name);
        EndArray(name);
        return new G1Affine(x, y);
    }

    /// <summary>[[x0, x1], [y0, y1], ["1", "0"]].</summary>
    public G2Affine Point2(string name)
    {
        BeginArray(name);
        var (x, y) = (Element2(name), Element2(name));
        if (Element2(name) != Fp2.One) throw NotAffine(name);
        EndArray(name);
        return new G2Affine(x, y);
    }

    private readonly ProofFileException Bad(string problem) => new(_kind, problem, offset: _json.TokenStartIndex);

    private readonly ProofFileException NotAffine(string name) =>
        Bad($"The third coordinate of {name} must be 1: the point at infinity and other projective forms are not accepted.");

    private readonly ProofFileException NotCanonical(string name, string modulus) =>
        Bad($"The {name} must be a decimal integer of at least 0 and below the {modulus}, without sign or leading zeros.");

    private Fp2 Element2(string name)
    {
        BeginArray(name);
        var (c0, c1) = (Coordinate(name), Coordinate(name));
        EndArray(name);
        return new Fp2(c0, c1);
    }

    private void EndArray(string name)
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.EndArray) throw Bad($"The {name} has more elements than a point's.");
    }

    private Fp Coordinate(string name)
    {
        Span<char> digits = stackalloc char[LongestNumber];
        return Fp.TryParse(digits[..ReadDigits(digits)], out var value)
            ? value
            : throw NotCanonical($"coordinate of {name}", "base field's modulus p");
    }

    /// <summary>
    /// Takes a string, or a number as some tools write it; returns how many characters it has, 0 if it is neither or too long.
    /// </summary>
    private int ReadDigits(scoped Span<char> digits)
    {
        _json.Read();
        if (_json.TokenType is not (JsonTokenType.String or JsonTokenType.Number) || _json.ValueSpan.Length > digits.Length) return 0;
        return Encoding.Latin1.GetChars(_json.ValueSpan, digits);
    }
}
