using System.Runtime.CompilerServices;
using System.Text.Json;
using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs;

/// <summary>Splits a stream into records, elements of a JSON array or lines, without interpreting the contents.</summary>
internal sealed class RecordSplitter(RecordBuffer buffer, AttestationReaderOptions options)
{
    private static readonly JsonReaderOptions Nesting = new() { MaxDepth = 16 };

    private long _number;

    /// <summary>The first byte after white space and byte order mark; null if the stream has none.</summary>
    /// <exception cref="InvalidRecordException">The beginning of the stream belongs to an unsupported file format.</exception>
    public async ValueTask<byte?> FirstByteAsync(CancellationToken cancellationToken)
    {
        const int beginning = 16;
        while (buffer.Unread.Length < beginning && !buffer.IsEnded) await buffer.FillAsync(cancellationToken).ConfigureAwait(false);
        if (ForeignFile.Describe(buffer.Unread.Span) is { } kind) throw Broken($"is no attestation. {kind}");
        if (buffer.Unread.Span is [0xef, 0xbb, 0xbf, ..]) buffer.Advance(3);
        return await PeekAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Skips the envelope of a GraphQL response, <c>{"data":{"attestations":</c>, if present.
    /// </summary>
    /// <returns>The number of objects that enclose the array: 0 or 2.</returns>
    public async ValueTask<int> SkipEnvelopeAsync(CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte>[] tokens = ["{"u8.ToArray(), "\"data\""u8.ToArray(), ":"u8.ToArray(), "{"u8.ToArray(), "\"attestations\""u8.ToArray(), ":"u8.ToArray()];
        const int longest = 1 << 12;
        while (buffer.Unread.Length < longest && !buffer.IsEnded) await buffer.FillAsync(cancellationToken).ConfigureAwait(false);
        var at = 0;
        foreach (var token in tokens)
        {
            var rest = buffer.Unread.Span[at..];
            var blank = rest.Length - rest.TrimStart(" \t\r\n"u8).Length;
            if (!rest[blank..].StartsWith(token.Span)) return 0;
            at += blank + token.Length;
        }

        buffer.Advance(at);
        return 2;
    }

    /// <summary>The elements of the array at the current position.</summary>
    /// <param name="enclosing">The number of objects that end after the array.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<RawRecord> ArrayAsync(int enclosing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await PeekAsync(cancellationToken).ConfigureAwait(false) != '[') throw Broken("is not in an array. Attestations stand in one.");
        buffer.Advance(1);
        while (await PeekAsync(cancellationToken).ConfigureAwait(false) is not (byte)']' and var next)
        {
            if (_number > 0)
            {
                if (next != ',') throw Broken("is not separated from the one before: a comma, or the end of the array, is missing.");
                buffer.Advance(1);
                await PeekAsync(cancellationToken).ConfigureAwait(false);
            }

            var line = buffer.Line;
            var length = await ElementLengthAsync(cancellationToken).ConfigureAwait(false);
            yield return Next(line, buffer.Unread[..length]);
            buffer.Advance(length);
        }

        buffer.Advance(1);
        for (; enclosing > 0; enclosing--)
        {
            if (await PeekAsync(cancellationToken).ConfigureAwait(false) != '}') throw Broken("is followed by neither an attestation nor the end of the array.");
            buffer.Advance(1);
        }

        if (await PeekAsync(cancellationToken).ConfigureAwait(false) is not null) throw Broken("is after the end of the array. Remove all text after the array.");
    }

    /// <summary>The non-blank lines, without line ends; a line end between quotes belongs to the line.</summary>
    /// <param name="quotes">Whether a field in quotation marks may hold an end of line, as in CSV.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<RawRecord> LinesAsync(bool quotes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (quotes) _number--; // the header line is not a record
        while (true)
        {
            var line = buffer.Line;
            int end;
            while ((end = EndOfLine(buffer.Unread.Span, quotes)) < 0 && !buffer.IsEnded) await FillAsync(cancellationToken).ConfigureAwait(false);
            var length = end < 0 ? buffer.Unread.Length : end;
            if (length == 0 && end < 0) yield break;
            if (length > options.MaxRecordBytes) throw TooLong();
            var text = buffer.Unread[..length];
            if (text.Span is [.., (byte)'\r']) text = text[..^1];
            if (!text.Span.Trim(" \t"u8).IsEmpty) yield return Next(line, text);
            buffer.Advance(end < 0 ? length : length + 1);
        }
    }

    private RawRecord Next(long line, ReadOnlyMemory<byte> text) =>
        ++_number <= options.MaxRecords
            ? new(_number, line, text)
            : throw new InvalidRecordException(
                _number, line, "", $"is one more than the {options.MaxRecords} allowed. Split the file, or raise MaxRecords.", canContinue: false);

    private static int EndOfLine(ReadOnlySpan<byte> text, bool quotes)
    {
        if (!quotes) return text.IndexOf((byte)'\n');
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"') isQuoted = !isQuoted;
            else if (text[i] == '\n' && !isQuoted) return i;
        }

        return -1;
    }

    private async ValueTask<int> ElementLengthAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryMeasure() is { } length) return length <= options.MaxRecordBytes ? length : throw TooLong();
            if (buffer.IsEnded) throw Broken("is truncated: the text ends within the record.");
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private int? TryMeasure()
    {
        var text = buffer.Unread.Span;
        if (text.IsEmpty) return null;
        var reader = new Utf8JsonReader(text, buffer.IsEnded, new JsonReaderState(Nesting));
        try
        {
            return reader.Read() && reader.TrySkip() ? (int)reader.BytesConsumed : null;
        }
        catch (JsonException)
        {
            // At the end of the stream Utf8JsonReader reports a truncated value as an error, too.
            throw Broken(buffer.IsEnded && IsCutOff(text) ? "is truncated: the text ends within the record." : "is not JSON, and the next record can't be found.");
        }
    }

    // Read as a non-final block, truncated JSON has no error, only no end.
    private static bool IsCutOff(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(Nesting));
        try
        {
            return !(reader.Read() && reader.TrySkip());
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // The next byte after white space; null at the end.
    private async ValueTask<byte?> PeekAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var rest = buffer.Unread.Span.TrimStart(" \t\r\n"u8);
            buffer.Advance(buffer.Unread.Length - rest.Length);
            if (!buffer.Unread.IsEmpty) return buffer.Unread.Span[0];
            if (buffer.IsEnded) return null;
            await buffer.FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private ValueTask FillAsync(CancellationToken cancellationToken) =>
        buffer.IsFull ? throw TooLong() : buffer.FillAsync(cancellationToken);

    private InvalidRecordException TooLong() =>
        Broken($"is longer than the {options.MaxRecordBytes} bytes allowed. Raise MaxRecordBytes if the record is meant.");

    private InvalidRecordException Broken(string problem) => new(_number + 1, buffer.Line, "", problem, canContinue: false);
}
