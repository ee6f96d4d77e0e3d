using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Serialization;

/// <summary>
/// Refuses a type that <see cref="JsonSerializer"/> must not write by the way, as it holds secrets or a whole proof, and names the methods that
/// write and read it.
/// </summary>
/// <typeparam name="T">A type with ToJson and FromJson.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ExplicitJsonConverter<T> : JsonConverter<T>
{
    private static NotSupportedException Refusal => new(
        $"{typeof(T).Name} is not serialised by the way, so that nothing confidential leaves by accident. Write it with {typeof(T).Name}.ToJson "
        + $"and read it with {typeof(T).Name}.FromJson.");

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw Refusal;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw Refusal;
}
