using System.Text.Json;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>Parses the messages of a server.</summary>
internal static class ServerMessages
{
    /// <returns>Null for a message that does not concern a request's progress, or of an unknown kind.</returns>
    /// <exception cref="JsonException">The text is not a message.</exception>
    public static ProgressUpdate? Read(ReadOnlySpan<byte> utf8)
    {
        var message = JsonSerializer.Deserialize(utf8, ClientJsonContext.Default.SocketMessageJsonElement);
        if (message?.RequestId is not { } id) return null;
        return message.Type switch
        {
            "progress" => new ProgressUpdate(id, ProgressUpdateKind.Progress)
            {
                Progress = Data(message.Data, ClientJsonContext.Default.ProgressData).ToProgress(id),
            },
            "completed" => new ProgressUpdate(id, ProgressUpdateKind.Completed)
            {
                Hash = Data(message.Data, ClientJsonContext.Default.CompletedData).Hash,
            },
            "failed" => new ProgressUpdate(id, ProgressUpdateKind.Failed) { Error = Error(message.Data, id) },
            "cancelled" => new ProgressUpdate(id, ProgressUpdateKind.Cancelled) { Error = Error(message.Data, id) },
            "error" when Data(message.Data, ClientJsonContext.Default.ErrorData).Type == "UnknownRequest" =>
                new ProgressUpdate(id, ProgressUpdateKind.Unknown),
            _ => null,
        };
    }

    /// <summary>An error with a type unknown to this version becomes an internal error.</summary>
    private static ProofError Error(JsonElement data, Guid id)
    {
        var error = Data(data, ClientJsonContext.Default.ErrorData);
        var type = Enum.TryParse<ProofErrorType>(error.Type, out var known) && Enum.IsDefined(known) ? known : ProofErrorType.InternalError;
        return new ProofError(type, error.Message)
        {
            RequestId = id,
            IsByStop = error.IsByStop,
            RetryAfter = error.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 1e9)) : null,
        };
    }

    private static T Data<T>(JsonElement data, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        data.ValueKind == JsonValueKind.Object && data.Deserialize(type) is { } read ? read : throw new JsonException("The message has no data.");
}
