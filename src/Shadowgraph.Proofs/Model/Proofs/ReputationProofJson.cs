using System.Buffers;
using System.Text.Json;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs;

/// <summary>The JSON form of a <see cref="ReputationProof"/>. Strict: each field exactly once, no unknown fields, nothing after the end.</summary>
internal static class ReputationProofJson
{
    private const string Format = "shadowgraph-reputation-proof/1";

    /// <summary>
    /// The maximum length of the text. Ten numbers of at most 77 digits and eight coordinates take about 1.7 kB per link; the rest is room for white
    /// space.
    /// </summary>
    public const int MaxBytes = 4096 * ReputationProof.MaxLinks;

    public static byte[] Write(ReputationProof proof)
    {
        var buffer = new ArrayBufferWriter<byte>(2048 * proof.Links.Count);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("format"u8, Format);
        writer.WriteString("circuit"u8, JsonWords.Of(JsonWords.Sizes, (int)proof.Size));
        writer.WriteString("verification_key"u8, proof.VerificationKeyHash);
        writer.WriteStartArray("links"u8);
        foreach (var link in proof.Links)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("proof"u8);
            writer.WriteRawValue(link.Proof.ToJson());
            writer.WritePropertyName("public"u8);
            writer.WriteRawValue(PublicSignals.ToJson(link.Signals));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static ReputationProof Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes) throw Bad($"The text has {utf8.Length} bytes; the maximum is {MaxBytes}.");
        utf8 = ByteOrderMark.Skip(utf8);
        if (JsonText.FindProblem(utf8) is { } problem) throw Bad(problem);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 8 });
        try
        {
            var proof = ReadProof(ref reader, utf8);
            return reader.Read() ? throw Bad("Something follows after the end.", reader.TokenStartIndex) : proof;
        }
        catch (JsonException e)
        {
            throw new ProofFileException(
                ReputationProof.Kind, "The JSON is malformed.", offset: reader.BytesConsumed, innerException: e);
        }
    }

    private static ReputationProof ReadProof(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        string? format = null, circuit = null, key = null;
        List<ReputationProofLink>? links = null;
        Expect(ref reader, JsonTokenType.StartObject, "the proof");
        while (NextField(ref reader) is { } name)
        {
            switch (name)
            {
                case "format" when format is null: format = Text(ref reader, name); break;
                case "circuit" when circuit is null: circuit = Text(ref reader, name); break;
                case "verification_key" when key is null: key = Text(ref reader, name); break;
                case "links" when links is null: links = ReadLinks(ref reader, utf8); break;
                default: throw Unwanted(name, reader);
            }
        }

        if (format is null) throw Missing("format");
        if (format != Format) throw Bad($"The field 'format' must be \"{Format}\": this is of another version or kind.");
        return new ReputationProof(
            SizeOf(circuit ?? throw Missing("circuit")), key ?? throw Missing("verification_key"), links ?? throw Missing("links"));
    }

    private static List<ReputationProofLink> ReadLinks(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        var links = new List<ReputationProofLink>();
        Expect(ref reader, JsonTokenType.StartArray, "'links'");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject) throw Bad("Each of 'links' must be an object.", reader.TokenStartIndex);
            if (links.Count == ReputationProof.MaxLinks) throw Bad(
                $"The proof has more than {ReputationProof.MaxLinks} links.", reader.TokenStartIndex);
            links.Add(ReadLink(ref reader, utf8));
        }

        return links;
    }

    private static ReputationProofLink ReadLink(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        Groth16Proof? proof = null;
        Bn254.Fr[]? signals = null;
        while (NextField(ref reader) is { } name)
        {
            switch (name)
            {
                case "proof" when proof is null: proof = Groth16Proof.FromJson(Value(ref reader, utf8)); break;
                case "public" when signals is null: signals = PublicSignals.FromJson(Value(ref reader, utf8)); break;
                default: throw Unwanted(name, reader);
            }
        }

        return new ReputationProofLink(proof ?? throw Missing("links/proof"), signals ?? throw Missing("links/public"));
    }

    private static ReadOnlySpan<byte> Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return utf8[start..(int)reader.BytesConsumed];
    }

    private static string? NextField(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.PropertyName) return null;
        return JsonText.ReadWord(reader) ?? throw Unwanted("", reader);
    }

    private static string Text(ref Utf8JsonReader reader, string name)
    {
        Expect(ref reader, JsonTokenType.String, $"'{name}'");
        return JsonText.ReadWord(reader)
            ?? throw Bad($"The field '{name}' is too long, or not a string.", reader.TokenStartIndex);
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type, string what)
    {
        if (!reader.Read() || reader.TokenType != type) throw Bad($"Expected {what} to be a JSON {type}.", reader.TokenStartIndex);
    }

    private static CircuitSize SizeOf(string name) =>
        Array.IndexOf(JsonWords.Sizes, name) is >= 0 and var size
            ? (CircuitSize)size
            : throw Bad("The field 'circuit' must be \"small\", \"medium\" or \"large\".");

    private static ProofFileException Missing(string name) => Bad($"The field '{name}' is missing.");

    // The name may be any text of an attacker, so the message states only the position.
    private static ProofFileException Unwanted(string name, in Utf8JsonReader reader) =>
        Bad(name is "format" or "circuit" or "verification_key" or "links" or "proof" or "public"
            ? $"The field '{name}' is there twice, or in the wrong place."
            : "There is a field that does not belong there.", reader.TokenStartIndex);

    private static ProofFileException Bad(string problem, long? offset = null) => new(ReputationProof.Kind, problem, offset: offset);
}
