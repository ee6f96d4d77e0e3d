using System.Text.Json;

namespace Shadowgraph.Proofs.Audit;

/// <summary>
/// Entries and anchors as JSON, in ASCII: no text can end a line. The form is canonical, so that input can be compared byte by byte with its
/// re-encoding.
/// </summary>
internal static class AuditJson
{
    public static void Write(Utf8JsonWriter writer, AuditEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteNumber("sequence"u8, entry.Sequence);
        writer.WriteString("at"u8, entry.At);
        writer.WriteString("action"u8, AuditActions.NameOf(entry.Action));
        writer.WriteString("outcome"u8, AuditActions.NameOf(entry.Outcome));
        if (entry.RequestId is { } request) writer.WriteString("request"u8, request);
        if (!entry.UserId.IsNone) writer.WriteString("user"u8, entry.UserId.ToString());
        if (entry.Error is { } error) writer.WriteString("error"u8, AuditActions.NameOf(error));
        if (entry.Attempt != 0) writer.WriteNumber("attempt"u8, entry.Attempt);
        if (entry.Count != 0) writer.WriteNumber("count"u8, entry.Count);
        if (entry.Detail is { } detail) writer.WriteString("detail"u8, detail);
        writer.WriteString("hash"u8, entry.Hash);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, AuditAnchor anchor)
    {
        writer.WriteStartObject();
        writer.WriteNumber("sequence"u8, anchor.Sequence);
        writer.WriteString("hash"u8, anchor.Hash);
        writer.WriteEndObject();
    }

    /// <returns>Null if the JSON is not an entry.</returns>
    public static AuditEntry? ReadEntry(JsonElement json, AuditSeries series)
    {
        try
        {
            if (AuditDigest.Parse(Text(json, "hash"u8)) is not { } digest || AuditActions.Action(Text(json, "action"u8)) is not { } action)
                return null;
            var error = Text(json, "error"u8);
            var user = Text(json, "user"u8);
            var happened = new AuditEvent
            {
                Action = action,
                RequestId = json.TryGetProperty("request"u8, out var request) ? request.GetGuid() : null,
                UserId = user is null ? default : new ProofUserId(user),
                Error = AuditActions.Error(error),
                Attempt = json.TryGetProperty("attempt"u8, out var attempt) ? attempt.GetInt32() : 0,
                Count = json.TryGetProperty("count"u8, out var count) ? count.GetInt64() : 0,
                Detail = Text(json, "detail"u8),
            };
            // An id in a non-canonical spelling would parse to the same user, and match the hash.
            var isUser = user is null || user == happened.UserId.ToString();
            var isKnown = isUser && (error is null || happened.Error is not null)
                && happened.Detail is not { Length: > AuditEvent.MaxDetailLength };
            return isKnown && json.GetProperty("sequence"u8).GetInt64() is > 0 and <= AuditAnchor.MaxSequence and var sequence
                ? new AuditEntry(sequence, json.GetProperty("at"u8).GetDateTimeOffset(), happened, digest, series)
                : null;
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>An entry, in the series of its action.</summary>
    /// <returns>Null if the JSON is not an entry.</returns>
    public static AuditEntry? ReadEntry(JsonElement json)
    {
        try
        {
            var isRefusal = json.GetProperty("action"u8).ValueEquals(AuditActions.NameOf(AuditAction.Refused));
            return ReadEntry(json, isRefusal ? AuditSeries.Refusals : AuditSeries.Main);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The first line of a file.</summary>
    /// <returns>Null if the JSON is not a first line. A property name with half of a surrogate pair makes every look-up throw.</returns>
    public static (AuditAnchor Anchor, bool IsKeyed)? ReadFirst(JsonElement json)
    {
        try
        {
            return ReadAnchor(json.GetProperty("anchor"u8)) is { } anchor ? (anchor, json.GetProperty("keyed"u8).GetBoolean()) : null;
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <returns>Null if the JSON is not an anchor.</returns>
    public static AuditAnchor? ReadAnchor(JsonElement json)
    {
        try
        {
            return AuditDigest.Parse(Text(json, "hash"u8)) is { } digest
                && json.GetProperty("sequence"u8).GetInt64() is >= 0 and <= AuditAnchor.MaxSequence and var sequence
                ? new AuditAnchor(sequence, digest)
                : null;
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement json, ReadOnlySpan<byte> name) =>
        json.TryGetProperty(name, out var value) ? value.GetString() ?? throw new FormatException() : null;
}
