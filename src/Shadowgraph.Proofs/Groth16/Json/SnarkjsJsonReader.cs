using System.Globalization;
using System.Text;
using System.Text.Json;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs.Groth16.Json;

/// <summary>Reads the JSON files of snarkjs token by token, and rejects numbers and points that are not canonical.</summary>
/// <remarks>
/// As in JavaScript, the last of several properties with equal names counts, and unknown properties are skipped. Every read method consumes the
/// next token. Broken JSON is a <see cref="JsonException"/>, which callers convert with <see cref="Malformed"/>.
/// </remarks>
internal ref struct SnarkjsJsonReader
{
    /// <summary>The most bytes of a file with a length proportional to the number of public signals.</summary>
    public const int LargeFile = 64 << 20;

    /// <summary>The most elements of a list in such a file: above the number that fits, except for the shortest numbers.</summary>
    public const int LargeList = 1 << 20;

    private const int LongestNumber = 77;

    private readonly string _kind;
    private readonly int _skipped;
    private Utf8JsonReader _json;
    private string? _name;
    private SnarkjsContent _seen;

    public SnarkjsJsonReader(ReadOnlySpan<byte> utf8, string kind, int maxBytes)
    {
        _kind = kind;
        if (utf8.Length > maxBytes)
            throw new ProofFileException(
                kind, FormattableString.Invariant($"The text has {utf8.Length} bytes; the maximum is {maxBytes}."));
        var text = ByteOrderMark.Skip(utf8);
        _skipped = utf8.Length - text.Length;
        if (JsonText.FindProblem(text) is { } problem) throw new ProofFileException(kind, problem, offset: 0);
        _json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 16 });
    }

    public readonly ProofFileException Malformed(JsonException cause) =>
        new(_kind, "The JSON is malformed or truncated.", offset: _skipped + _json.BytesConsumed, innerException: cause);

    /// <summary>The exception for a missing property; mentions the likely kind of the file if the present properties suggest a different kind.</summary>
    public readonly ProofFileException Missing(string property) =>
        new(_kind, $"The property \"{property}\" is missing.{_seen.Advice}");

    public void BeginObject()
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.StartObject) return;
        throw Bad("A JSON object is required." + (_json.TokenType == JsonTokenType.StartArray ? SnarkjsContent.AdviceOnList : ""));
    }

    /// <summary>Moves to the next property of the current object; false at the end.</summary>
    public bool NextProperty()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.PropertyName) return false;
        _name = JsonText.ReadWord(_json);
        return true;
    }

    /// <summary>Whether the current property has this name.</summary>
    public readonly bool Is(string name) => _name == name;

    /// <summary>Skips the value of the property.</summary>
    public void Skip()
    {
        _seen.Add(_name);
        _json.Read();
        _json.Skip();
    }

    public void BeginArray(string name)
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.StartArray) return;
        var problem = $"The {name} must be an array.";
        throw _json is { TokenType: JsonTokenType.StartObject, CurrentDepth: 0 } ? SkipToAdvice(problem) : Bad(problem);
    }

    /// <summary>Whether a further element follows in the current array; leaves the array otherwise.</summary>
    public bool NextElement()
    {
        var ahead = _json;
        ahead.Read();
        if (ahead.TokenType != JsonTokenType.EndArray) return true;
        _json = ahead;
        return false;
    }

    /// <summary>Consumes a file that is <c>null</c> as a whole.</summary>
    public bool TryReadNull()
    {
        var ahead = _json;
        ahead.Read();
        if (ahead.TokenType != JsonTokenType.Null) return false;
        _json = ahead;
        return true;
    }

    /// <summary>Rejects a list longer than <see cref="LargeList"/>.</summary>
    public readonly void RequireRoom(int count)
    {
        if (count >= LargeList) throw Bad(FormattableString.Invariant($"The list has more than {LargeList} elements."));
    }

    /// <summary>Rejects anything but white space after the value.</summary>
    public void End()
    {
        if (_json.Read()) throw Bad("Something follows after its end.");
    }

    /// <summary>Accepts one of the given texts, ignoring case, and returns the match; rejects any different text.</summary>
    public string Expect(string property, params ReadOnlySpan<string> accepted)
    {
        var text = Word();
        foreach (var name in accepted)
        {
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase)) return name;
        }

        throw Bad($"Its \"{property}\" must be \"{accepted[0]}\": the file is for another proof system.");
    }

    /// <summary>Rejects the name of any curve but BN254. Only letters and digits count, because producers differ in the rest.</summary>
    public void ExpectCurve()
    {
        var name = string.Concat((Word() ?? "").Where(char.IsAsciiLetterOrDigit));
        foreach (var known in SnarkjsNames.Curves)
        {
            if (known.Equals(name, StringComparison.OrdinalIgnoreCase)) return;
        }

        throw Bad($"Its \"curve\" must be \"{SnarkjsNames.Curve}\": the file is for another curve.");
    }

    /// <summary>A count, as a number or as text.</summary>
    public int Count(string property)
    {
        _json.Read();
        return _json.TokenType is JsonTokenType.Number or JsonTokenType.String
            && int.TryParse(_json.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? count
                : throw Bad($"The {property} must be an integer of at least 0.");
    }

    /// <summary>A canonical scalar, in decimal.</summary>
    public Fr Scalar(string name, int index)
    {
        Span<char> digits = stackalloc char[LongestNumber];
        digits = digits[..ReadDigits(digits)];
        return Fr.TryParse(digits, out var value)
            ? value
            : throw NotCanonical(FormattableString.Invariant($"{name} {index}"), digits, "group order r");
    }

    /// <summary>[x, y, "1"], or [x, y].</summary>
    public G1Affine Point1(string name)
    {
        BeginArray(name);
        var (x, y) = (Coordinate(name), Coordinate(name));
        if (NextElement())
        {
            if (Coordinate(name) != Fp.One) throw NotAffine(name);
            EndArray(name);
        }

        return new G1Affine(x, y);
    }

    /// <summary>[[x0, x1], [y0, y1], ["1", "0"]], or without the third pair.</summary>
    public G2Affine Point2(string name)
    {
        BeginArray(name);
        var point = new G2Affine(Element2(name), Element2(name));
        if (!point.IsOnCurve() && new G2Affine(Swap(point.X), Swap(point.Y)).IsOnCurve())
            throw Bad($"The pairs of {name} are in the order of EVM contracts (EIP-197). Swap the two numbers of each pair.");
        if (NextElement())
        {
            if (Element2(name) != Fp2.One) throw NotAffine(name);
            EndArray(name);
        }

        return point;

        static Fp2 Swap(in Fp2 value) => new(value.C1, value.C0);
    }

    private readonly ProofFileException Bad(string problem) => new(_kind, problem, offset: _skipped + _json.TokenStartIndex);

    private readonly ProofFileException NotAffine(string name) =>
        Bad($"The third coordinate of {name} must be 1: the point at infinity and other projective forms are not accepted.");

    private readonly ProofFileException NotCanonical(string name, ReadOnlySpan<char> digits, string modulus) =>
        digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? Bad($"The {name} is hexadecimal. Write numbers in decimal, as snarkjs does.")
            : Bad($"The {name} must be a decimal integer of at least 0 and below the {modulus}, without sign or leading zeros.");

    /// <summary>Reads to the end of an object that stands in the place of a list, to guess its kind.</summary>
    private ProofFileException SkipToAdvice(string problem)
    {
        while (NextProperty()) Skip();
        return Bad(problem + _seen.Advice);
    }

    private string? Word()
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.String ? JsonText.ReadWord(_json) : null;
    }

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
        digits = digits[..ReadDigits(digits)];
        return Fp.TryParse(digits, out var value)
            ? value
            : throw NotCanonical($"coordinate of {name}", digits, "base field's modulus p");
    }

    /// <summary>
    /// Reads a string, or a number as some tools write; returns the number of characters, 0 if the token is neither or too long.
    /// </summary>
    private int ReadDigits(scoped Span<char> digits)
    {
        _json.Read();
        if (_json.TokenType is not (JsonTokenType.String or JsonTokenType.Number) || _json.ValueSpan.Length > digits.Length) return 0;
        return Encoding.Latin1.GetChars(_json.ValueSpan, digits);
    }
}
