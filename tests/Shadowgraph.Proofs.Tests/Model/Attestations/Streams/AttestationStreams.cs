using System.IO.Compression;
using System.Text;

namespace Shadowgraph.Proofs.Tests.Model.Attestations.Streams;

/// <summary>The same two attestations in each of the forms that a stream may have, and how tests read them.</summary>
internal static class AttestationStreams
{
    public static readonly EvmAddress First = EvmAddress.Parse("0x1111111111111111111111111111111111111111");
    public static readonly EvmAddress Second = EvmAddress.Parse("0x3333333333333333333333333333333333333333");
    public static readonly EvmAddress Subject = EvmAddress.Parse("0x2222222222222222222222222222222222222222");

    public static readonly EasMapping Eas = new()
    {
        Opinion = stated => stated.Fields.TryGetValue("score", out var score) && score == "5" ? new Opinion(0.75, 0, 0.25, 0.5) : null,
    };

    public static byte[] JsonArray => AttestationJson.Write(Expected);

    public static byte[] JsonLines => Lines(Expected.Select(each => Encoding.UTF8.GetString(AttestationJson.Write([each]))[1..^1]));

    public static byte[] Csv => Lines(
    [
        "note,source,target,belief,disbelief,uncertainty,base_rate,weight,attestation_type,created_at,expires_at",
        $"\"a, \"\"quoted\"\"\nnote\",{First},{Subject},0.5,0.25,0.25,0.5,0.75,vouch,1700000000,1800000000",
        $",{Second},{Subject},0.125,0.25,0.625,0.5,1,trust,1700000000,",
    ]);

    /// <summary>An answer of the GraphQL interface: a row that counts, a revoked one, one of another meaning.</summary>
    public static byte[] EasAnswer => Encoding.UTF8.GetBytes($$"""
        { "data": { "attestations": [
            {{EasRow(First, 5, revocation: 0)}},
            {{EasRow(Second, 5, revocation: 1700000001)}},
            {{EasRow(Second, 4, revocation: 0)}}
        ] } }
        """);

    public static Attestation[] Expected { get; } =
    [
        new()
        {
            Source = First,
            Target = Subject,
            Opinion = new Opinion(0.5, 0.25, 0.25, 0.5),
            Weight = 0.75,
            Type = AttestationType.Vouch,
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
            ExpiresAt = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000),
        },
        new()
        {
            Source = Second,
            Target = Subject,
            Opinion = new Opinion(0.125, 0.25, 0.625, 0.5),
            Weight = 1,
            Type = AttestationType.Trust,
            CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
        },
    ];

    public static byte[] Compress(byte[] text)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal)) gzip.Write(text);
        return compressed.ToArray();
    }

    public static byte[] Lines(params IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    public static string EasRow(EvmAddress attester, int score, long revocation) => $$$$"""
        {"id":"0x{{{{new string('1', 64)}}}}","attester":"{{{{attester}}}}","recipient":"{{{{Subject}}}}","schemaId":"0x{{{{new string('A', 64)}}}}",
         "time":1700000000,"expirationTime":0,"revocationTime":{{{{revocation}}}},"revoked":{{{{(revocation > 0 ? "true" : "false")}}}},"data":"0x0{{{{score}}}}",
         "decodedDataJson":"[{\"name\":\"score\",\"type\":\"uint8\",\"value\":{\"name\":\"score\",\"type\":\"uint8\",\"value\":{\"type\":\"BigNumber\",\"hex\":\"0x0{{{{score}}}}\"}}}]"}
        """;

    public static async Task<List<AttestationRecord>> ReadAsync(byte[] bytes, AttestationReaderOptions? options = null, int chunk = int.MaxValue)
    {
        var records = new List<AttestationRecord>();
        await foreach (var record in AttestationReader.ReadAsync(new ChunkedStream(bytes, chunk), options)) records.Add(record);
        return records;
    }

    /// <summary>Reads on the calling thread: memory is measured there.</summary>
    public static void ReadAll(byte[] bytes)
    {
        var options = new AttestationReaderOptions
        {
            MaxRecordBytes = 1 << 16,
            SkipInvalid = bytes.Length % 2 == 0 ? static _ => true : null,
            Eas = bytes.AsSpan().IndexOf("attester"u8) >= 0 ? Eas : null,
        };
        var reading = ReadAsync(bytes, options);
        if (!reading.IsCompleted) throw new InvalidOperationException("A stream in memory does not wait.");
        reading.GetAwaiter().GetResult();
    }

    /// <summary>Gives at most so many bytes at once.</summary>
    private sealed class ChunkedStream(byte[] bytes, int chunk) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, chunk)], cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, chunk));
    }
}
