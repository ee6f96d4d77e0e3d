using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>Converts a <see cref="ProofError"/> to and from JSON without its exception, in the form used by
/// <see cref="ProofResult.ToJson"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProofErrorJsonConverter : JsonConverter<ProofError>
{
    /// <inheritdoc/>
    public override ProofError Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var cursor = new JsonCursor(
            JsonMarshal.GetRawUtf8Value(document.RootElement), static (path, problem) => new JsonException($"{path} {problem}"), refusesUnknown: true);
        return ProofErrorJson.Read(ref cursor);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ProofError value, JsonSerializerOptions options) => ProofErrorJson.Write(writer, value);
}
