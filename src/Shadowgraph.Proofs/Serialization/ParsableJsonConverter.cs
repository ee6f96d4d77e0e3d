using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Serialization;

/// <summary>
/// Converts between a value and its text, as a JSON string or a property name. A value with an empty text, such as no user, is null. Uses no
/// reflection.
/// </summary>
/// <typeparam name="T">A small value with a canonical text.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ParsableJsonConverter<T> : JsonConverter<T>
    where T : struct, ISpanParsable<T>
{
    /// <summary>The maximum length in characters, beyond the text of any of these types.</summary>
    private const int MaxLength = 1024;

    private static readonly bool HasNone = string.IsNullOrEmpty(default(T).ToString());

    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (HasNone && reader.TokenType == JsonTokenType.Null) return default;
        return reader.TokenType == JsonTokenType.String ? Parse(ref reader) : throw Malformed();
    }

    /// <inheritdoc/>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(ref reader);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value.ToString() is { Length: > 0 } text) writer.WriteStringValue(text);
        else writer.WriteNullValue();
    }

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value.ToString() is not { Length: > 0 } text)
            throw new NotSupportedException($"The default of {typeof(T).Name} has no text, and can't be the name of a property.");
        writer.WritePropertyName(text);
    }

    private static T Parse(ref Utf8JsonReader reader)
    {
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (length > 6 * MaxLength) throw Malformed();
        try
        {
            return T.TryParse(reader.GetString(), provider: null, out var value) ? value : throw Malformed();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            throw Malformed();
        }
    }

    // Without the text, which may hold anything.
    private static JsonException Malformed() => new($"This is not the text of a value of the type {typeof(T).Name}.");
}
