using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Audit;

/// <summary>Converts an <see cref="AuditEntry"/> to and from the JSON of exports and files, which names the user.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AuditEntryJsonConverter : JsonConverter<AuditEntry>
{
    /// <inheritdoc/>
    public override AuditEntry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return AuditJson.ReadEntry(document.RootElement)
            ?? throw new JsonException("This is no entry of an audit trail: a field is missing, or out of its range.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, AuditEntry value, JsonSerializerOptions options) => AuditJson.Write(writer, value);
}
