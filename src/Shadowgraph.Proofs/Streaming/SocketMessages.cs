using System.Buffers;
using System.Text.Json;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>The messages to a client, as JSON in UTF-8.</summary>
internal static class SocketMessages
{
    public static byte[] Subscribed(Guid id) => Write(new SocketMessage<ErrorData> { Type = "subscribed", RequestId = id });

    public static byte[] Subscribed(string feed) => Write(new SocketMessage<ErrorData> { Type = "subscribed", Feed = feed });

    public static byte[] Progress(ProofProgress report) => JsonSerializer.SerializeToUtf8Bytes(
        new SocketMessage<ProgressData> { Type = "progress", RequestId = report.RequestId, Data = ProgressData.Of(report) },
        StreamJsonContext.Default.SocketMessageProgressData);

    /// <param name="report">The last report.</param>
    /// <param name="result">Null if the request has expired in the pipeline.</param>
    public static byte[] End(ProofProgress report, ProofResult? result)
    {
        if (report.State == ProofState.Completed)
        {
            return JsonSerializer.SerializeToUtf8Bytes(
                new SocketMessage<CompletedData>
                {
                    Type = "completed",
                    RequestId = report.RequestId,
                    Data = result is null ? new CompletedData() : CompletedData.Of(result),
                },
                StreamJsonContext.Default.SocketMessageCompletedData);
        }

        var cancelled = report.State == ProofState.Cancelled;
        var error = result?.Error is { } known
            ? ErrorData.Of(known)
            : new ErrorData
            {
                Type = (cancelled ? ProofErrorType.ProofGenerationCancelled : ProofErrorType.ProofGenerationFailed).ToString(),
                Message = report.Description,
            };
        return Write(new SocketMessage<ErrorData> { Type = cancelled ? "cancelled" : "failed", RequestId = report.RequestId, Data = error });
    }

    /// <summary>The same message for an unknown request and for a request of another user.</summary>
    public static byte[] UnknownRequest(Guid id) => Error("UnknownRequest", "There is no such request of yours (any more).", id);

    public static byte[] Error(string type, string message, Guid? id = null, string? feed = null) => Write(
        new SocketMessage<ErrorData> { Type = "error", RequestId = id, Feed = feed, Data = new ErrorData { Type = type, Message = message } });

    /// <param name="feed">The feed's name.</param>
    /// <param name="state">A JSON value from the host, which is validated.</param>
    public static ReadOnlyMemory<byte> Feed(string feed, ReadOnlyMemory<byte> state)
    {
        var buffer = new ArrayBufferWriter<byte>(state.Length + 64);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "feed"u8);
        writer.WriteString("feed"u8, feed);
        writer.WritePropertyName("data"u8);
        writer.WriteRawValue(state.Span);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static byte[] Write(SocketMessage<ErrorData> message) =>
        JsonSerializer.SerializeToUtf8Bytes(message, StreamJsonContext.Default.SocketMessageErrorData);
}
