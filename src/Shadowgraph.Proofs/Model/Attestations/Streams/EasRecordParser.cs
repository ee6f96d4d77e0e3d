using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Shadowgraph.Proofs;

/// <summary>
/// Attestations of the Ethereum Attestation Service: off-chain attestations (<c>sig.message</c> and <c>signer</c>, also without the
/// <c>sig</c> around them) and rows of the GraphQL export (<c>attester</c>, <c>decodedDataJson</c>).
/// </summary>
internal sealed class EasRecordParser(EasMapping mapping) : IRecordParser
{
    private const int MaxNesting = 16;
    private const int MaxFields = 100;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private static readonly JsonDocumentOptions Nesting = new() { MaxDepth = MaxNesting };

    public Attestation? Parse(in RawRecord record)
    {
        var stated = Read(record);
        if (stated.IsRevoked) return null;
        if (mapping.Schema is { } schema && !schema.Equals(stated.Schema, StringComparison.OrdinalIgnoreCase)) return null;
        if (mapping.Opinion(stated) is not { } opinion) return null;
        var attestation = new Attestation
        {
            Source = stated.Attester,
            Target = stated.Recipient,
            Opinion = opinion,
            Weight = mapping.Weight,
            Type = mapping.Type,
            CreatedAt = stated.Time,
            ExpiresAt = stated.ExpirationTime,
        };
        attestation.Validate();
        return attestation;
    }

    private static EasAttestation Read(in RawRecord record)
    {
        try
        {
            using var document = JsonDocument.Parse(record.Text, Nesting);
            return Read(record, document.RootElement);
        }
        catch (JsonException)
        {
            throw record.Fail("", "is not JSON.");
        }
        catch (InvalidOperationException)
        {
            // A name or text with half of a surrogate pair: the only case in which JsonElement throws here, since value kinds are checked first.
            throw record.Fail("", "has an escape that stands for no character.");
        }
    }

    private static EasAttestation Read(in RawRecord record, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) throw record.Fail("", "must be an object.");
        var isSigned = root.TryGetProperty("signer"u8, out _);
        var message = root;
        if (isSigned)
        {
            var signature = Find(root, "sig") ?? root;
            message = Find(signature, "message")
                ?? throw record.Fail("sig.message", "is missing. An off-chain attestation has it beside its signer.");
        }

        return new EasAttestation
        {
            Attester = Address(record, root, isSigned ? "signer" : "attester"),
            Recipient = Address(record, message, "recipient"),
            Schema = Schema(record, message),
            Time = Time(record, message, "time") ?? throw record.Fail("time", "is 0 or missing. State the time in seconds since 1970."),
            ExpirationTime = Time(record, message, "expirationTime"),
            IsRevoked = message.TryGetProperty("revoked"u8, out var revoked) && revoked.ValueKind == JsonValueKind.True
                || Time(record, message, "revocationTime") is not null,
            Data = Data(record, message),
            Fields = Fields(record, message),
        };
    }

    private static JsonElement? Find(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static EvmAddress Address(in RawRecord record, JsonElement json, string name) =>
        EvmAddress.TryParse(Text(json, name), out var address)
            ? address
            : throw record.Fail(name, "must be an address: 0x followed by 40 hexadecimal digits.");

    // A GraphQL row names the schema by its id, or as an object with an id.
    private static string Schema(in RawRecord record, JsonElement json)
    {
        var text = Text(json, "schema") ?? Text(json, "schemaId") ?? (Find(json, "schema") is { } schema ? Text(schema, "id") : null);
        if (text is null) return "";
        return text.Length == 66 && text.StartsWith("0x", StringComparison.Ordinal) && text.AsSpan(2).IndexOfAnyExcept(HexDigits) < 0
            ? text.ToLowerInvariant()
            : throw record.Fail("schema", "must be 0x followed by 64 hexadecimal digits.");
    }

    /// <summary>Seconds as a number, a text or a big number in the format of ethers.js; null for 0, which means never.</summary>
    private static DateTimeOffset? Time(in RawRecord record, JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (Integer(value) is not { } seconds || seconds < 0 || seconds > ulong.MaxValue)
            throw record.Fail(name, "must be a whole number of seconds since 1970, as a number or a text.");
        if (seconds.IsZero) return null;
        return UnixTime.TryRead((ulong)seconds, JsonTimeUnit.Seconds, out var time) is null
            ? time
            : throw record.Fail(name, "is after the year 9999. State seconds since 1970, or 0 for never.");
    }

    private static BigInteger? Integer(JsonElement value)
    {
        const int longest = 80; // digits of 2²⁵⁶, and more
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                return value.TryGetInt64(out var number) ? number : null;
            case JsonValueKind.String when value.GetString() is { Length: > 0 and <= longest } text:
                if (!text.StartsWith("0x", StringComparison.Ordinal))
                    return BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
                return BigInteger.TryParse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null;
            case JsonValueKind.Object when value.TryGetProperty("hex"u8, out var big) && big.ValueKind == JsonValueKind.String:
                return Integer(big);
            default:
                return null;
        }
    }

    private static byte[] Data(in RawRecord record, JsonElement json)
    {
        var text = Text(json, "data");
        if (text is null or "" or "0x") return [];
        try
        {
            return text.StartsWith("0x", StringComparison.Ordinal) ? Convert.FromHexString(text.AsSpan(2)) : throw new FormatException();
        }
        catch (FormatException)
        {
            throw record.Fail("data", "must be 0x followed by pairs of hexadecimal digits.");
        }
    }

    private static Dictionary<string, string> Fields(in RawRecord record, JsonElement json)
    {
        var fields = new Dictionary<string, string>();
        if (Text(json, "decodedDataJson") is not { Length: > 0 } text) return fields;
        try
        {
            using var document = JsonDocument.Parse(text, Nesting);
            if (document.RootElement.ValueKind != JsonValueKind.Array) throw new JsonException();
            foreach (var field in document.RootElement.EnumerateArray())
            {
                if (field.ValueKind != JsonValueKind.Object || Text(field, "name") is not { } name || !field.TryGetProperty("value"u8, out var value))
                    throw new JsonException();
                if (Find(field, "value") is { } typed && typed.TryGetProperty("value"u8, out var inner)) value = inner;
                if (fields.Count == MaxFields || !fields.TryAdd(name, Integer(value)?.ToString(CultureInfo.InvariantCulture) ?? Shown(value)))
                    throw new JsonException();
            }

            return fields;
        }
        catch (JsonException)
        {
            throw record.Fail("decodedDataJson", $"must be an array of at most {MaxFields} fields, each with another name and a value.");
        }
    }

    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetRawText(),
    };
}
