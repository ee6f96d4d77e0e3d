using System.Buffers;
using System.Text.Json;

namespace Shadowgraph.Proofs.Audit;

/// <summary>A line of a file: an entry, or as the first line, the anchor of the first entry.</summary>
internal static class AuditLine
{
    // At most 756 characters of text take up to 6 bytes each, and all further fields less than 600 bytes.
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

    /// <param name="line">A line with its line feed.</param>
    /// <param name="series">The series of the file.</param>
    /// <returns>Null if the line is not an entry, or differs by any byte from the canonical form.</returns>
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

    /// <param name="line">A line with its line feed.</param>
    /// <returns>Null if the line is not a first line, or differs by any byte from the canonical form.</returns>
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
