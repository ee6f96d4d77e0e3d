using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Shadowgraph.Proofs.Audit;

/// <summary>A snapshot of the entries in memory, and its form as a JSON object.</summary>
/// <param name="Main">All entries except refusals.</param>
/// <param name="Refusals">The refusals.</param>
/// <param name="IsKeyed">Whether the hashes use a key.</param>
/// <param name="Seal">A hash over begin and end of both segments.</param>
internal sealed record AuditExport(AuditSegment Main, AuditSegment Refusals, bool IsKeyed, AuditDigest Seal)
{
    private const int FlushEvery = 64;

    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 5 };

    /// <summary>Combines and seals two segments.</summary>
    public static AuditExport Of(AuditSegment main, AuditSegment refusals, ReadOnlySpan<byte> key) =>
        new(main, refusals, key.Length > 0, SealOf(main, refusals, key));

    /// <summary>Whether begin and end are those at the time of the export.</summary>
    public bool IsSealedWith(ReadOnlySpan<byte> key) => Seal == SealOf(Main, Refusals, key);

    public async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        var writer = new Utf8JsonWriter(stream);
        await using (writer.ConfigureAwait(false))
        {
            WriteHead(writer);
            await WriteAsync(writer, Main, cancellationToken).ConfigureAwait(false);
            WriteMiddle(writer);
            await WriteAsync(writer, Refusals, cancellationToken).ConfigureAwait(false);
            WriteTail(writer);
            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>Null if the text is not an export, or differs by any byte from the canonical form.</returns>
    public static AuditExport? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Shallow);
            var root = document.RootElement;
            if (ReadSegment(root, AuditSeries.Main) is not { } main
                || ReadSegment(root.GetProperty("refusals"u8), AuditSeries.Refusals) is not { } refusals)
            {
                return null;
            }

            if (AuditDigest.Parse(root.GetProperty("seal"u8).GetString()) is not { } seal) return null;
            var export = new AuditExport(main, refusals, root.GetProperty("keyed"u8).GetBoolean(), seal);
            return export.ToBytes().Span.SequenceEqual(json.Span) ? export : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static AuditSegment? ReadSegment(JsonElement json, AuditSeries series)
    {
        if (AuditJson.ReadAnchor(json.GetProperty("anchor"u8)) is not { } anchor
            || AuditJson.ReadAnchor(json.GetProperty("head"u8)) is not { } head)
        {
            return null;
        }

        var entries = new List<AuditEntry>();
        foreach (var element in json.GetProperty("entries"u8).EnumerateArray())
        {
            if (AuditJson.ReadEntry(element, series) is not { } entry) return null;
            entries.Add(entry);
        }

        return new AuditSegment(anchor, entries, head);
    }

    private static async Task WriteAsync(Utf8JsonWriter writer, AuditSegment segment, CancellationToken cancellationToken)
    {
        WriteBegin(writer, segment);
        for (var i = 0; i < segment.Entries.Count; i++)
        {
            AuditJson.Write(writer, segment.Entries[i]);
            if (i % FlushEvery == 0) await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        WriteEnd(writer, segment);
    }

    private ReadOnlyMemory<byte> ToBytes()
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(bytes);
        WriteHead(writer);
        Write(writer, Main);
        WriteMiddle(writer);
        Write(writer, Refusals);
        WriteTail(writer);
        writer.Flush();
        return bytes.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, AuditSegment segment)
    {
        WriteBegin(writer, segment);
        foreach (var entry in segment.Entries) AuditJson.Write(writer, entry);
        WriteEnd(writer, segment);
    }

    private void WriteHead(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("format"u8, AuditChain.Format);
        writer.WriteBoolean("keyed"u8, IsKeyed);
    }

    private static void WriteBegin(Utf8JsonWriter writer, AuditSegment segment)
    {
        writer.WritePropertyName("anchor"u8);
        AuditJson.Write(writer, segment.Anchor);
        writer.WriteStartArray("entries"u8);
    }

    private static void WriteEnd(Utf8JsonWriter writer, AuditSegment segment)
    {
        writer.WriteEndArray();
        writer.WritePropertyName("head"u8);
        AuditJson.Write(writer, segment.Head);
    }

    private static void WriteMiddle(Utf8JsonWriter writer) => writer.WriteStartObject("refusals"u8);

    private void WriteTail(Utf8JsonWriter writer)
    {
        writer.WriteEndObject();
        writer.WriteString("seal"u8, Seal.ToString());
        writer.WriteEndObject();
    }

    private static AuditDigest SealOf(AuditSegment main, AuditSegment refusals, ReadOnlySpan<byte> key)
    {
        var ends = new[] { main.Anchor, main.Head, refusals.Anchor, refusals.Head }.Select(end => $"{end.Sequence} {end.Hash}\n");
        return new AuditChain(key, AuditSeries.Main).Seal("/export"u8, Encoding.ASCII.GetBytes(string.Concat(ends)));
    }
}
