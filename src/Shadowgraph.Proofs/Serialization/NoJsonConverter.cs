using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Serialization;

/// <summary>Refuses serialisation of a type without a JSON form: confidential, or meaningful only within the process.</summary>
/// <typeparam name="T">The type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NoJsonConverter<T> : JsonConverter<T>
{
    private static NotSupportedException Refusal => new(
        $"{typeof(T).Name} has no JSON form: the type is confidential, or has a meaning in its own process only. Send the values that you need. Requests "
        + "and results have methods of their own: ProofRequest.ToJson and FromJson, ProofResult.ToJson and FromJson.");

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw Refusal;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => throw Refusal;
}
