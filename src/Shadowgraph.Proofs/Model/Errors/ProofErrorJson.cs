using System.Text.Json;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs;

/// <summary>
/// Errors as JSON: type, message, severity, recoverability, occurred_at, attempt, memory_bytes, processors, duration_ticks, is_by_stop, and, if
/// known, circuit, request and retry_after_ticks. The exception is never included.
/// </summary>
internal static class ProofErrorJson
{
    /// <summary>The maximum length of a message in UTF-16 code units; the pipeline's messages are far shorter.</summary>
    private const int MaxMessageLength = 1 << 16;

    private static readonly string[] Fields =
    [
        "type", "message", "severity", "recoverability", "occurred_at", "attempt", "memory_bytes", "processors", "duration_ticks", "is_by_stop",
        "circuit", "request", "retry_after_ticks",
    ];

    public static void Write(Utf8JsonWriter writer, ProofError error)
    {
        if (error.Message.Length > MaxMessageLength)
        {
            throw new InvalidOperationException(
                $"The error's message has {error.Message.Length} characters; the maximum is {MaxMessageLength}. Shorten the message.");
        }

        writer.WriteStartObject();
        writer.WriteString("type"u8, JsonWords.Of(JsonWords.ErrorTypes, (int)error.Type));
        writer.WriteString("message"u8, error.Message);
        writer.WriteString("severity"u8, JsonWords.Of(JsonWords.Severities, (int)error.Severity));
        writer.WriteString("recoverability"u8, JsonWords.Of(JsonWords.Recoverabilities, (int)error.Recoverability));
        writer.WriteString("occurred_at"u8, error.OccurredAt);
        writer.WriteNumber("attempt"u8, error.Attempt);
        writer.WriteNumber("memory_bytes"u8, error.ResourceUse.MemoryBytes);
        writer.WriteNumber("processors"u8, error.ResourceUse.Processors);
        writer.WriteNumber("duration_ticks"u8, error.ResourceUse.Duration.Ticks);
        writer.WriteBoolean("is_by_stop"u8, error.IsByStop);
        if (error.Circuit is { } circuit) writer.WriteString("circuit"u8, JsonWords.Of(JsonWords.Sizes, (int)circuit));
        if (error.RequestId is { } request) writer.WriteString("request"u8, request);
        if (error.RetryAfter is { } retryAfter) writer.WriteNumber("retry_after_ticks"u8, retryAfter.Ticks);
        writer.WriteEndObject();
    }

    public static ProofError Read(ref JsonCursor cursor)
    {
        var type = default(ProofErrorType);
        var message = "";
        var severity = default(ProofErrorSeverity);
        var recoverability = default(ProofErrorRecoverability);
        DateTimeOffset occurredAt = default;
        int attempt = 0, processors = 0;
        long memory = 0, duration = 0;
        var isByStop = false;
        CircuitSize? circuit = null;
        Guid? request = null;
        TimeSpan? retryAfter = null;
        var seen = 0u;
        cursor.BeginObject();
        while (cursor.NextField(Fields, required: 10, ref seen, out var field))
        {
            switch (field)
            {
                case 0: type = (ProofErrorType)cursor.Choice(JsonWords.ErrorTypes); break;
                case 1: message = cursor.Text(MaxMessageLength); break;
                case 2: severity = (ProofErrorSeverity)cursor.Choice(JsonWords.Severities); break;
                case 3: recoverability = (ProofErrorRecoverability)cursor.Choice(JsonWords.Recoverabilities); break;
                case 4: occurredAt = cursor.Time(); break;
                case 5: attempt = cursor.Integer(int.MinValue, int.MaxValue); break;
                case 6: memory = cursor.SignedInteger(); break;
                case 7: processors = cursor.Integer(int.MinValue, int.MaxValue); break;
                case 8: duration = cursor.SignedInteger(); break;
                case 9: isByStop = cursor.Boolean(); break;
                case 10: circuit = (CircuitSize)cursor.Choice(JsonWords.Sizes); break;
                case 11: request = cursor.Id(); break;
                default: retryAfter = TimeSpan.FromTicks(cursor.SignedInteger()); break;
            }
        }

        return new ProofError(type, message)
        {
            Severity = severity,
            Recoverability = recoverability,
            OccurredAt = occurredAt,
            Attempt = attempt,
            ResourceUse = new ResourceUse { MemoryBytes = memory, Processors = processors, Duration = TimeSpan.FromTicks(duration) },
            IsByStop = isByStop,
            Circuit = circuit,
            RequestId = request,
            RetryAfter = retryAfter,
        };
    }
}
