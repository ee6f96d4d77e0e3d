using System.Text.Json;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;

namespace Shadowgraph.Proofs;

/// <summary>
/// Results as JSON: format, request, state, timings and resources in units of 100 ns and bytes, links, attempts, from_cache, circuit if chosen, and
/// either proof and opinion, or error. Strict: each field exactly once, no unknown fields.
/// </summary>
internal static class ProofResultJson
{
    /// <summary>The maximum length of the text: the longest proof, an error message with every character escaped, and room for the rest.</summary>
    public const int MaxBytes = ReputationProofJson.MaxBytes + (512 << 10);

    private const string Format = "shadowgraph-proof-result/1";
    private const string Kind = "proof result";

    private static readonly string[] Fields =
    [
        "format", "request", "state", "timings", "resources", "links", "attempts", "from_cache", "circuit", "proof", "opinion", "error",
    ];

    private static readonly string[] TimingFields =
        ["queued", "planning", "key_load", "witness", "proving", "checking", "validation", "processing", "total"];

    private static readonly string[] ResourceFields = ["processor_time", "peak_bytes", "disk_bytes"];

    private static readonly string[] OpinionFields = ["belief", "disbelief", "uncertainty", "base_rate", "score"];

    public static byte[] Write(ProofResult result)
    {
        using var buffer = new ClearedBuffer();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("format"u8, Format);
        writer.WriteString("request"u8, result.RequestId);
        writer.WriteString("state"u8, JsonWords.Of(JsonWords.Ends, result.State - ProofState.Completed));
        WriteNumbers(writer, "timings", TimingFields, NumbersOf(result.Timings));
        WriteNumbers(
            writer, "resources", ResourceFields,
            [result.Resources.ProcessorTime.Ticks, result.Resources.PeakBytes, result.Resources.DiskBytes]);
        writer.WriteNumber("links"u8, result.LinkCount);
        writer.WriteNumber("attempts"u8, result.Attempts);
        writer.WriteBoolean("from_cache"u8, result.IsFromCache);
        if (result.Circuit is { } circuit) writer.WriteString("circuit"u8, JsonWords.Of(JsonWords.Sizes, (int)circuit));
        if (result.Proof is { } proof)
        {
            writer.WritePropertyName("proof"u8);
            writer.WriteRawValue(proof.ToJson());
            Write(writer, result.FusedOpinion!.Value);
        }

        if (result.Error is { } error)
        {
            writer.WritePropertyName("error"u8);
            ProofErrorJson.Write(writer, error);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.ToArray();
    }

    public static ProofResult Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes) throw Bad("$", $"has {utf8.Length} bytes, more than the maximum of {MaxBytes}.");
        var cursor = new JsonCursor(utf8, Bad, refusesUnknown: true);
        var request = Guid.Empty;
        var state = default(ProofState);
        ProofTimings timings = default;
        ProverResources resources = default;
        int links = 0, attempts = 0;
        var isFromCache = false;
        CircuitSize? circuit = null;
        ReputationProof? proof = null;
        FusedOpinion? opinion = null;
        ProofError? error = null;
        var seen = 0u;
        cursor.BeginObject();
        while (cursor.NextField(Fields, required: 8, ref seen, out var field))
        {
            switch (field)
            {
                case 0: ReadFormat(ref cursor); break;
                case 1: request = cursor.Id(); break;
                case 2: state = ProofState.Completed + cursor.Choice(JsonWords.Ends); break;
                case 3: timings = ReadTimings(ref cursor); break;
                case 4: resources = ReadResources(ref cursor); break;
                case 5: links = cursor.Integer(0, int.MaxValue); break;
                case 6: attempts = cursor.Integer(0, int.MaxValue); break;
                case 7: isFromCache = cursor.Boolean(); break;
                case 8: circuit = (CircuitSize)cursor.Choice(JsonWords.Sizes); break;
                case 9: proof = ReadProof(ref cursor); break;
                case 10: opinion = ReadOpinion(ref cursor); break;
                default: error = ProofErrorJson.Read(ref cursor); break;
            }
        }

        cursor.End();
        var result = (proof, opinion, error) switch
        {
            ({ } made, { } known, null) => ProofResult.Completed(request, made, known, timings, attempts, isFromCache, resources),
            (null, null, { } wrong) => ProofResult.Ended(request, wrong, timings, resources, circuit, links, attempts, isFromCache),
            _ => throw cursor.Fail("must have either the fields \"proof\" and \"opinion\" or the field \"error\"."),
        };
        return (result.State, result.Circuit, result.LinkCount) == (state, circuit, links)
            ? result
            : throw cursor.Fail("must have the state, the circuit and the links of its proof or error.");
    }

    private static long[] NumbersOf(in ProofTimings timings) =>
    [
        timings.Queued.Ticks, timings.Planning.Ticks, timings.KeyLoad.Ticks, timings.Witness.Ticks, timings.Proving.Ticks, timings.Checking.Ticks,
        timings.Validation.Ticks, timings.Processing.Ticks, timings.Total.Ticks,
    ];

    private static void WriteNumbers(Utf8JsonWriter writer, string name, string[] fields, long[] values)
    {
        writer.WriteStartObject(name);
        for (var i = 0; i < fields.Length; i++) writer.WriteNumber(fields[i], values[i]);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, in FusedOpinion opinion)
    {
        if (!IsOpinion(opinion))
            throw new InvalidOperationException("The result's opinion has a number outside its range, and can't be written. Correct the prover.");
        writer.WriteStartObject("opinion"u8);
        writer.WriteNumber("belief"u8, opinion.Belief);
        writer.WriteNumber("disbelief"u8, opinion.Disbelief);
        writer.WriteNumber("uncertainty"u8, opinion.Uncertainty);
        writer.WriteNumber("base_rate"u8, opinion.BaseRate);
        writer.WriteNumber("score"u8, opinion.ScoreMillionths);
        writer.WriteEndObject();
    }

    private static bool IsOpinion(in FusedOpinion opinion) =>
        opinion is { Belief: >= 0 and <= 1, Disbelief: >= 0 and <= 1, Uncertainty: >= 0 and <= 1, BaseRate: >= 0 and <= 1 }
        && opinion.ScoreMillionths is >= 0 and <= ScoreBounds.HighestScore;

    private static void ReadFormat(ref JsonCursor cursor)
    {
        if (cursor.Text(100) != Format)
            throw cursor.Fail($"must be \"{Format}\": the text is of another kind, or was written by another version of the library. Read it with that version.");
    }

    private static ProofTimings ReadTimings(ref JsonCursor cursor)
    {
        var read = ReadNumbers(ref cursor, TimingFields);
        return new ProofTimings
        {
            Queued = new TimeSpan(read[0]),
            Planning = new TimeSpan(read[1]),
            KeyLoad = new TimeSpan(read[2]),
            Witness = new TimeSpan(read[3]),
            Proving = new TimeSpan(read[4]),
            Checking = new TimeSpan(read[5]),
            Validation = new TimeSpan(read[6]),
            Processing = new TimeSpan(read[7]),
            Total = new TimeSpan(read[8]),
        };
    }

    private static ProverResources ReadResources(ref JsonCursor cursor)
    {
        var read = ReadNumbers(ref cursor, ResourceFields);
        return new ProverResources { ProcessorTime = new TimeSpan(read[0]), PeakBytes = read[1], DiskBytes = read[2] };
    }

    private static long[] ReadNumbers(ref JsonCursor cursor, string[] fields)
    {
        var values = new long[fields.Length];
        var seen = 0u;
        cursor.BeginObject();
        while (cursor.NextField(fields, required: fields.Length, ref seen, out var field)) values[field] = cursor.SignedInteger();
        return values;
    }

    private static FusedOpinion ReadOpinion(ref JsonCursor cursor)
    {
        Span<double> read = stackalloc double[OpinionFields.Length - 1];
        var score = 0;
        var seen = 0u;
        cursor.BeginObject();
        while (cursor.NextField(OpinionFields, required: OpinionFields.Length, ref seen, out var field))
        {
            if (field < read.Length) read[field] = cursor.Number();
            else score = cursor.Integer(0, ScoreBounds.HighestScore);
        }

        var opinion = new FusedOpinion(read[0], read[1], read[2], read[3], score);
        return IsOpinion(opinion) ? opinion : throw cursor.Fail("must have numbers from 0 to 1.");
    }

    private static ReputationProof ReadProof(ref JsonCursor cursor)
    {
        var text = cursor.Raw();
        try
        {
            return ReputationProof.FromJson(text);
        }
        catch (ProofFileException e)
        {
            throw new ProofFileException(Kind, $"$.proof is not a proof. {e.Message}", innerException: e);
        }
    }

    private static ProofFileException Bad(string path, string problem) => new(Kind, $"{path} {problem}");
}
