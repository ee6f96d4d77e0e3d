using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Shadowgraph.Proofs;

/// <summary>
/// Reads attestations from a stream of any length, record by record; memory use is bounded by the longest record. Thread-safe; each enumeration needs
/// its own stream.
/// </summary>
/// <remarks>
/// <para>The first bytes decide the form: a JSON array, JSON Lines (an object on each line), or CSV with a header line of the columns source, target,
/// belief, disbelief, uncertainty, base_rate, weight, attestation_type, created_at and, optionally, expires_at; each form also compressed with gzip.
/// Fields and times are those of <see cref="AttestationJson"/>.</para>
/// <para>With <see cref="AttestationReaderOptions.Eas"/> JSON records are attestations of the Ethereum Attestation Service: off-chain attestations,
/// or rows of the GraphQL export, also within <c>{"data":{"attestations":[...]}}</c>. With <see cref="AttestationReaderOptions.OpenRank"/> CSV has
/// the columns i, j, v.</para>
/// </remarks>
public static class AttestationReader
{
    /// <summary>Reads the attestations of a stream. Each passes <see cref="Attestation.Validate"/>.</summary>
    /// <param name="stream">The stream, at its beginning. Not disposed; may be read beyond the last record.</param>
    /// <param name="options">Form and limits; the defaults if null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ArgumentNullException">The stream is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
    /// <exception cref="InvalidRecordException">A record is not valid, and <see cref="AttestationReaderOptions.SkipInvalid"/> did not skip the
    /// record.</exception>
    /// <exception cref="InvalidDataException">The compressed data is damaged.</exception>
    /// <exception cref="IOException">The stream can't be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IAsyncEnumerable<AttestationRecord> ReadAsync(
        Stream stream, AttestationReaderOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRecordBytes, 1 << 10, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxRecordBytes, 1 << 30, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRecords, 1, nameof(options));
        return IterateAsync(stream, options, cancellationToken);
    }

    /// <summary>Groups records by subject.</summary>
    /// <param name="records">The records, from <see cref="ReadAsync"/> for instance.</param>
    /// <param name="isSorted">
    /// True if all records of a subject are adjacent: then memory holds a single subject at a time, and a subject that occurs in two places is an
    /// error. Otherwise all records are read before the first subject is returned.
    /// </param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Each subject once, in the order of the first records.</returns>
    /// <exception cref="InvalidRecordException">The records are not sorted, although <paramref name="isSorted"/> is true.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IAsyncEnumerable<SubjectAttestations> GroupBySubjectAsync(
        this IAsyncEnumerable<AttestationRecord> records, bool isSorted = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(records);
        return isSorted ? GroupSortedAsync(records, cancellationToken) : GroupAllAsync(records, cancellationToken);
    }

    private static async IAsyncEnumerable<AttestationRecord> IterateAsync(
        Stream stream, AttestationReaderOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var compressed = new RecordBuffer(stream, options.MaxRecordBytes);
        while (compressed.Unread.Length < 2 && !compressed.IsEnded) await compressed.FillAsync(cancellationToken).ConfigureAwait(false);
        var isCompressed = compressed.Unread.Span is [0x1f, 0x8b, ..];
        await using var inflated = isCompressed
            ? new GZipStream(new PrefixedStream(compressed.Unread, stream), CompressionMode.Decompress)
            : null;
        var buffer = inflated is null ? compressed : new RecordBuffer(inflated, options.MaxRecordBytes);
        try
        {
            var splitter = new RecordSplitter(buffer, options);
            if (await splitter.FirstByteAsync(cancellationToken).ConfigureAwait(false) is not { } first) yield break;
            var (records, parser) = await OpenAsync(splitter, first, options, cancellationToken).ConfigureAwait(false);
            await foreach (var record in records.ConfigureAwait(false))
            {
                if (Parse(parser, record, options) is { } attestation)
                    yield return new AttestationRecord { Number = record.Number, Line = record.Line, Attestation = attestation };
            }
        }
        finally
        {
            compressed.Clear();
            buffer.Clear();
        }
    }

    private static async ValueTask<(IAsyncEnumerable<RawRecord> Records, IRecordParser Parser)> OpenAsync(
        RecordSplitter splitter, byte first, AttestationReaderOptions options, CancellationToken cancellationToken)
    {
        if (first is not ((byte)'[' or (byte)'{'))
        {
            IRecordParser rows = options.OpenRank is { } openRank ? new OpenRankRecordParser(openRank) : new CsvRecordParser(options.TimeUnit);
            return (splitter.LinesAsync(quotes: true, cancellationToken), rows);
        }

        IRecordParser objects = options.Eas is { } eas ? new EasRecordParser(eas) : new JsonRecordParser(options.TimeUnit);
        var enclosing = first == '{' && options.Eas is not null ? await splitter.SkipEnvelopeAsync(cancellationToken).ConfigureAwait(false) : 0;
        return (first == '[' || enclosing > 0
            ? splitter.ArrayAsync(enclosing, cancellationToken)
            : splitter.LinesAsync(quotes: false, cancellationToken), objects);
    }

    private static Attestation? Parse(IRecordParser parser, in RawRecord record, AttestationReaderOptions options)
    {
        InvalidRecordException problem;
        try
        {
            return parser.Parse(record);
        }
        catch (InvalidRecordException e)
        {
            problem = e;
        }
        catch (InvalidAttestationException e)
        {
            var field = e.Field.StartsWith("$.", StringComparison.Ordinal) ? e.Field[2..] : e.Field == "$" ? "" : e.Field;
            problem = record.Fail(field, e.Message[(e.Field.Length + 1)..]);
        }

        return problem.CanContinue && options.SkipInvalid is { } skips && skips(problem) ? null : throw problem;
    }

    private static async IAsyncEnumerable<SubjectAttestations> GroupSortedAsync(
        IAsyncEnumerable<AttestationRecord> records, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var given = new HashSet<EvmAddress>();
        var group = new List<AttestationRecord>();
        await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var subject = record.Attestation.Target;
            if (group.Count > 0 && group[0].Attestation.Target != subject)
            {
                yield return Group(group);
                group = [];
            }

            if (group.Count == 0 && !given.Add(subject))
            {
                throw new InvalidRecordException(
                    record.Number, record.Line, "target", "is a subject whose records ended earlier. Sort the records by subject, or set isSorted to false.",
                    canContinue: false);
            }

            group.Add(record);
        }

        if (group.Count > 0) yield return Group(group);
    }

    private static async IAsyncEnumerable<SubjectAttestations> GroupAllAsync(
        IAsyncEnumerable<AttestationRecord> records, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var groups = new Dictionary<EvmAddress, List<AttestationRecord>>();
        var order = new List<List<AttestationRecord>>();
        await foreach (var record in records.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (!groups.TryGetValue(record.Attestation.Target, out var group))
            {
                groups.Add(record.Attestation.Target, group = []);
                order.Add(group);
            }

            group.Add(record);
        }

        foreach (var group in order) yield return Group(group);
    }

    private static SubjectAttestations Group(List<AttestationRecord> records) =>
        new() { Subject = records[0].Attestation.Target, Records = records };
}
