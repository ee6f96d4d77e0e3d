using System.Text.Json;

namespace Shadowgraph.Proofs.Metrics;

/// <summary>Writes metrics as JSON, without reflection. Durations are in seconds, memory in bytes, times in ISO 8601.</summary>
internal static class MetricsJson
{
    private const string Format = "shadowgraph.proofs/metrics/v1";

    // Limits the buffer to some tens of kilobytes.
    private const int EventsPerFlush = 50;

    public static async Task WriteAsync(
        Stream stream, ProofMetricsSnapshot snapshot, IReadOnlyList<ProofEvent> history, CancellationToken cancellationToken)
    {
        var json = new Utf8JsonWriter(stream);
        await using (json.ConfigureAwait(false))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("at", snapshot.At);
            Write(json, "requests", snapshot.Requests);
            Write(json, "durations", snapshot.Durations);
            json.WriteStartArray("circuits");
            foreach (var circuit in snapshot.Circuits) Write(json, circuit);
            json.WriteEndArray();
            json.WriteStartArray("history");
            for (var i = 0; i < history.Count; i++)
            {
                Write(json, history[i]);
                if (i % EventsPerFlush == 0) await json.FlushAsync(cancellationToken).ConfigureAwait(false);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            await json.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Write(Utf8JsonWriter json, string name, PipelineStatistics requests)
    {
        json.WriteStartObject(name);
        json.WriteNumber("submitted", requests.Submitted);
        json.WriteNumber("waiting", requests.Waiting);
        json.WriteNumber("running", requests.Running);
        json.WriteNumber("completed", requests.Completed);
        json.WriteNumber("failed", requests.Failed);
        json.WriteNumber("cancelled", requests.Cancelled);
        json.WriteNumber("refused", requests.Refused);
        json.WriteNumber("joined", requests.Joined);
        json.WriteNumber("servedFromCache", requests.ServedFromCache);
        Write(json, "completionRate", requests.CompletionRate);
        Write(json, "cache", requests.Cache);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ProofCacheStatistics cache)
    {
        json.WriteStartObject(name);
        json.WriteNumber("hits", cache.Hits);
        json.WriteNumber("misses", cache.Misses);
        json.WriteNumber("joins", cache.Joins);
        json.WriteNumber("evictions", cache.Evictions);
        json.WriteNumber("expirations", cache.Expirations);
        json.WriteNumber("size", cache.Size);
        json.WriteNumber("distributedHits", cache.DistributedHits);
        json.WriteNumber("distributedFaults", cache.DistributedFaults);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ProofDurations durations)
    {
        json.WriteStartObject(name);
        Write(json, "total", durations.Total);
        Write(json, "queued", durations.Queued);
        Write(json, "processing", durations.Processing);
        Write(json, "keyLoad", durations.KeyLoad);
        Write(json, "witness", durations.Witness);
        Write(json, "proving", durations.Proving);
        Write(json, "checking", durations.Checking);
        Write(json, "validation", durations.Validation);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, in DurationSummary summary)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count", summary.Count);
        json.WriteNumber("mean", summary.Mean.TotalSeconds);
        json.WriteNumber("p50", summary.P50.TotalSeconds);
        json.WriteNumber("p95", summary.P95.TotalSeconds);
        json.WriteNumber("p99", summary.P99.TotalSeconds);
        json.WriteNumber("max", summary.Max.TotalSeconds);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, double? share)
    {
        if (share is { } known) json.WriteNumber(name, known);
        else json.WriteNull(name);
    }

    private static void Write(Utf8JsonWriter json, CircuitStatistics circuit)
    {
        json.WriteStartObject();
        json.WriteString("circuit", circuit.Circuit.ToString());
        json.WriteNumber("succeeded", circuit.Succeeded);
        json.WriteNumber("failed", circuit.Failed);
        Write(json, "successRate", circuit.SuccessRate);
        Write(json, "processing", circuit.Processing);
        json.WriteNumber("meanProcessorTime", circuit.MeanProcessorTime.TotalSeconds);
        json.WriteNumber("maxPeakBytes", circuit.MaxPeakBytes);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, in ProofEvent end)
    {
        json.WriteStartObject();
        json.WriteString("requestId", end.RequestId);
        json.WriteString("at", end.At);
        json.WriteString("outcome", end.Kind.ToString());
        json.WriteString("priority", end.Priority.ToString());
        if (end.Circuit is { } circuit) json.WriteString("circuit", circuit.ToString());
        json.WriteNumber("links", end.LinkCount);
        json.WriteNumber("workUnits", end.WorkUnits);
        json.WriteNumber("attempts", end.Attempt);
        json.WriteBoolean("shared", end.IsShared);
        if (end.Error is { } error) json.WriteString("error", error.ToString());
        json.WriteStartObject("seconds");
        json.WriteNumber("total", end.Timings.Total.TotalSeconds);
        json.WriteNumber("queued", end.Timings.Queued.TotalSeconds);
        json.WriteNumber("processing", end.Timings.Processing.TotalSeconds);
        json.WriteNumber("keyLoad", end.Timings.KeyLoad.TotalSeconds);
        json.WriteNumber("witness", end.Timings.Witness.TotalSeconds);
        json.WriteNumber("proving", end.Timings.Proving.TotalSeconds);
        json.WriteNumber("checking", end.Timings.Checking.TotalSeconds);
        json.WriteNumber("validation", end.Timings.Validation.TotalSeconds);
        json.WriteNumber("processor", end.Resources.ProcessorTime.TotalSeconds);
        json.WriteEndObject();
        json.WriteNumber("peakBytes", end.Resources.PeakBytes);
        json.WriteNumber("diskBytes", end.Resources.DiskBytes);
        json.WriteEndObject();
    }
}
