using System.Buffers;
using System.Text.Json;

namespace Shadowgraph.Proofs.Audit;

/// <summary>One line of a file: an entry, or at its beginning the anchor that the entries follow.</summary>
internal static class AuditLine
{
    // Each of at most 756 characters of text takes up to 6 bytes, and the rest less than 600.
    public const int Longest = 8 << 10;

    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 3 };

    public static void Write(ArrayBufferWriter<byte> buffer, AuditEntry entry)
    {
        using (var writer = new Utf8JsonWriter(buffer)) AuditJson.Write(writer, entry);
        buffer.Write("\n"u8);
    }

    public static void WriteFirst(ArrayBufferWriter<byte> buffer, AuditAnchor anchor, bool isKeyed)
    {
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("format"u8, AuditChain.Format);
            writer.WriteBoolean("keyed"u8, isKeyed);
            writer.WritePropertyName("anchor"u8);
            AuditJson.Write(writer, anchor);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
    }

    /// <param name="line">A line with its end.</param>
    /// <param name="series">Whose file it is in.</param>
    /// <returns>Null if it is no entry, or not byte by byte as one is written.</returns>
    public static AuditEntry? Read(ReadOnlyMemory<byte> line, AuditSeries series)
    {
        if (Parse(line) is not { } document) return null;
        using (document)
        {
            if (AuditJson.ReadEntry(document.RootElement, series) is not { } entry) return null;
            var written = new ArrayBufferWriter<byte>(line.Length);
            Write(written, entry);
            return written.WrittenSpan.SequenceEqual(line.Span) ? entry : null;
        }
    }

    /// <param name="line">A line with its end.</param>
    /// <returns>Null if it is no first line, or not byte by byte as one is written.</returns>
    public static (AuditAnchor Anchor, bool IsKeyed)? ReadFirst(ReadOnlyMemory<byte> line)
    {
        if (Parse(line) is not { } document) return null;
        using (document)
        {
            if (AuditJson.ReadFirst(document.RootElement) is not var (anchor, isKeyed)) return null;
            var written = new ArrayBufferWriter<byte>(line.Length);
            WriteFirst(written, anchor, isKeyed);
            return written.WrittenSpan.SequenceEqual(line.Span) ? (anchor, isKeyed) : null;
        }
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonDocument.Parse(line, Shallow);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
