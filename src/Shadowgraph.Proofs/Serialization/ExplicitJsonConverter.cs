using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Serialization;

/// <summary>
/// Refuses implicit serialisation by <see cref="JsonSerializer"/> of a type that holds secrets or a whole proof; the message names the explicit
/// methods.
/// </summary>
/// <typeparam name="T">A type with ToJson and FromJson.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ExplicitJsonConverter<T> : JsonConverter<T>
{
    private static NotSupportedException Refusal => new(
        $"{typeof(T).Name} is not serialised implicitly, so that nothing confidential leaves by accident. Write it with {typeof(T).Name}.ToJson "
        + $"and read it with {typeof(T).Name}.FromJson.");

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw Refusal;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw Refusal;
}
