using System.Buffers;
using System.Text.Json;

namespace Shadowgraph.Proofs.Audit;

/// <summary>What is in memory at one moment, and its form as one JSON object.</summary>
/// <param name="Anchor">Before the first entry.</param>
/// <param name="Entries">The entries, oldest first.</param>
/// <param name="Head">The last entry, or the anchor.</param>
/// <param name="IsKeyed">Whether hashes were computed with a key.</param>
internal sealed record AuditExport(AuditAnchor Anchor, IReadOnlyList<AuditEntry> Entries, AuditAnchor Head, bool IsKeyed)
{
    private const int FlushEvery = 64;

    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 4 };

    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        var writer = new Utf8JsonWriter(stream);
        await using (writer.ConfigureAwait(false))
        {
            WriteHead(writer);
            for (var i = 0; i < Entries.Count; i++)
            {
                AuditJson.Write(writer, Entries[i]);
                if (i % FlushEvery == 0) await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            }

            WriteTail(writer);
            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>Null if it is no export, or not byte by byte as one is written.</returns>
    public static AuditExport? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Shallow);
            var root = document.RootElement;
            if (AuditJson.ReadAnchor(root.GetProperty("anchor"u8)) is not { } anchor
                || AuditJson.ReadAnchor(root.GetProperty("head"u8)) is not { } head)
            {
                return null;
            }

            var entries = new List<AuditEntry>();
            foreach (var element in root.GetProperty("entries"u8).EnumerateArray())
            {
                if (AuditJson.ReadEntry(element) is not { } entry) return null;
                entries.Add(entry);
            }

            var export = new AuditExport(anchor, entries, head, root.GetProperty("keyed"u8).GetBoolean());
            return export.ToBytes().Span.SequenceEqual(json.Span) ? export : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private ReadOnlyMemory<byte> ToBytes()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(bytes);
        WriteHead(writer);
        foreach (var entry in Entries) AuditJson.Write(writer, entry);
        WriteTail(writer);
        writer.Flush();
        return bytes.WrittenMemory;
    }

    private void WriteHead(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("format"u8, AuditChain.Format);
        writer.WriteBoolean("keyed"u8, IsKeyed);
        writer.WritePropertyName("anchor"u8);
        AuditJson.Write(writer, Anchor);
        writer.WriteStartArray("entries"u8);
    }

    private void WriteTail(Utf8JsonWriter writer)
    {
        writer.WriteEndArray();
        writer.WritePropertyName("head"u8);
        AuditJson.Write(writer, Head);
        writer.WriteEndObject();
    }
}
