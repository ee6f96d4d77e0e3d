using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Metrics;

namespace Shadowgraph.Proofs.Tests.Metrics;

[TestFixture]
public sealed class ProofMetricsTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));

    [Test]
    public void Snapshot_BeforeAnything_IsZero()
    {
        var snapshot = new ProofMetrics(_time).Snapshot();

        Assert.That(snapshot.At, Is.EqualTo(_time.GetUtcNow()));
        Assert.That(snapshot.Requests, Is.EqualTo(new PipelineStatistics()));
        Assert.That(snapshot.Durations, Is.EqualTo(new ProofDurations()));
        Assert.That(snapshot.Circuits.Select(each => each.Circuit), Is.EqualTo(Enum.GetValues<CircuitSize>()));
        Assert.That(snapshot.Circuits.Select(each => (each.Succeeded, each.Failed, each.SuccessRate)), Is.All.EqualTo((0L, 0L, (double?)null)));
    }

    [Test]
    public void Snapshot_OfProofs_TellsEachStageOfItsOwn()
    {
        var metrics = new ProofMetrics(_time);
        metrics.Record(Completed(CircuitSize.Small, 1));

        var durations = metrics.Snapshot().Durations;

        Assert.That(
            new[]
            {
                durations.Queued, durations.KeyLoad, durations.Witness, durations.Proving, durations.Checking, durations.Validation,
                durations.Processing, durations.Total,
            }.Select(each => each.P50.TotalSeconds),
            Is.EqualTo(new[] { 1, 3, 4, 5, 6, 7, 8, 9 }));
    }

    [Test]
    public void Snapshot_AfterThousandsOfProofs_KnowsTheLastThousand_WhateverTheClockSays()
    {
        var metrics = new ProofMetrics(_time);
        var clock = new Random(1);
        for (var i = 1; i <= 2500; i++)
        {
            var at = DateTimeOffset.UnixEpoch.AddDays(clock.Next(20_000));
            metrics.Record(Completed(i % 2 == 0 ? CircuitSize.Small : CircuitSize.Large, i) with { At = at });
        }

        var snapshot = metrics.Snapshot();

        // Durations are i times 8 s: the last thousand are 1501 to 2500.
        Assert.That(snapshot.Durations.Processing.Count, Is.EqualTo(1000));
        Assert.That(snapshot.Durations.Processing.P50, Is.EqualTo(TimeSpan.FromSeconds(2000 * 8)));
        Assert.That(snapshot.Durations.Processing.P95, Is.EqualTo(TimeSpan.FromSeconds(2450 * 8)));
        Assert.That(snapshot.Durations.Processing.P99, Is.EqualTo(TimeSpan.FromSeconds(2490 * 8)));
        Assert.That(snapshot.Circuits[(int)CircuitSize.Large].Succeeded, Is.EqualTo(1250));
        Assert.That(snapshot.Circuits[(int)CircuitSize.Large].Processing.Count, Is.EqualTo(1000));
        Assert.That(snapshot.Circuits[(int)CircuitSize.Medium].Processing.Count, Is.Zero);
        Assert.That(metrics.History(), Has.Count.EqualTo(1000));
        Assert.That(metrics.History()[0].WorkUnits, Is.EqualTo(1501));
        Assert.That(metrics.History()[^1].WorkUnits, Is.EqualTo(2500));
    }

    [Test]
    public void Snapshot_CountsProofs_NotWhoWaitedForThem_NorWhatWasCancelledOrKept()
    {
        var metrics = new ProofMetrics(_time);
        var proof = Completed(CircuitSize.Medium, 1);
        metrics.Record(proof);
        metrics.Record(proof with { IsShared = true });
        metrics.Record(proof with { Attempt = 0 });
        metrics.Record(proof with { Kind = ProofEventKind.Cancelled });
        metrics.Record(proof with { Kind = ProofEventKind.Failed, Error = ProofErrorType.OutOfMemory });
        metrics.Record(proof with { Kind = ProofEventKind.Failed, Error = ProofErrorType.OutOfMemory, IsShared = true });

        var medium = metrics.Snapshot().Circuits[(int)CircuitSize.Medium];

        Assert.That((medium.Succeeded, medium.Failed, medium.SuccessRate), Is.EqualTo((1L, 1L, (double?)0.5)));
        Assert.That(medium.Processing.Count, Is.EqualTo(1));
        Assert.That(medium.MeanProcessorTime, Is.EqualTo(TimeSpan.FromSeconds(10)));
        Assert.That(medium.MaxPeakBytes, Is.EqualTo(1 << 20));
        Assert.That(metrics.History(), Has.Count.EqualTo(6));
    }

    [Test]
    public void Record_OfACircuitThatIsNotDefined_IsKeptInTheHistoryOnly()
    {
        var metrics = new ProofMetrics(_time);
        metrics.Record(Completed((CircuitSize)77, 1));
        metrics.Record(Completed((CircuitSize)(-1), 1));

        Assert.That(metrics.History(), Has.Count.EqualTo(2));
        Assert.That(metrics.Snapshot().Circuits.Sum(each => each.Succeeded), Is.Zero);
    }

    [Test]
    public async Task WriteJson_OfAFullHistory_IsBoundedAndSaysWhatHappened()
    {
        var metrics = new ProofMetrics(_time);
        metrics.Follow(() => new PipelineStatistics
        {
            Submitted = 1500,
            Completed = 1200,
            Failed = 300,
            Cache = new ProofCacheStatistics { Hits = 7, Evictions = 2 },
        });
        for (var i = 1; i <= 1500; i++)
        {
            metrics.Record(i % 5 == 0
                ? Completed(CircuitSize.Small, 1) with { Kind = ProofEventKind.Failed, Error = ProofErrorType.OutOfMemory }
                : Completed(CircuitSize.Small, 1));
        }

        using var stream = new MemoryStream();
        await metrics.WriteJsonAsync(stream);

        Assert.That(stream.Length, Is.LessThan(1 << 20));
        using var json = JsonDocument.Parse(stream.ToArray());
        var root = json.RootElement;
        Assert.That(root.GetProperty("format").GetString(), Is.EqualTo("shadowgraph.proofs/metrics/v1"));
        Assert.That(root.GetProperty("at").GetDateTimeOffset(), Is.EqualTo(_time.GetUtcNow()));
        Assert.That(root.GetProperty("requests").GetProperty("completionRate").GetDouble(), Is.EqualTo(0.8));
        var cache = root.GetProperty("requests").GetProperty("cache");
        Assert.That((cache.GetProperty("hits").GetInt32(), cache.GetProperty("evictions").GetInt32()), Is.EqualTo((7, 2)));
        Assert.That(root.GetProperty("durations").GetProperty("witness").GetProperty("p95").GetDouble(), Is.EqualTo(4));
        Assert.That(root.GetProperty("circuits")[0].GetProperty("successRate").GetDouble(), Is.EqualTo(0.8));
        Assert.That(root.GetProperty("history").GetArrayLength(), Is.EqualTo(1000));
        var last = root.GetProperty("history")[999];
        Assert.That(last.GetProperty("outcome").GetString(), Is.EqualTo("Failed"));
        Assert.That(last.GetProperty("error").GetString(), Is.EqualTo("OutOfMemory"));
        Assert.That(last.GetProperty("seconds").GetProperty("processing").GetDouble(), Is.EqualTo(8));
        Assert.That(last.GetProperty("peakBytes").GetInt64(), Is.EqualTo(1 << 20));
    }

    [Test]
    public async Task WriteJson_WhileManyRecord_IsWhole()
    {
        var metrics = new ProofMetrics(_time);
        using var stop = new CancellationTokenSource();
        var recording = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            for (var i = 1; !stop.IsCancellationRequested; i++) metrics.Record(Completed((CircuitSize)(i % 3), i));
        })));

        for (var i = 0; i < 20; i++)
        {
            using var stream = new MemoryStream();
            await metrics.WriteJsonAsync(stream);
            using var json = JsonDocument.Parse(stream.ToArray());
            foreach (var end in json.RootElement.GetProperty("history").EnumerateArray())
            {
                var number = end.GetProperty("workUnits").GetInt64();
                Assert.That(end.GetProperty("seconds").GetProperty("processing").GetDouble(), Is.EqualTo(8.0 * number), "No event is torn.");
                Assert.That(end.GetProperty("circuit").GetString(), Is.EqualTo(((CircuitSize)(number % 3)).ToString()));
            }
        }

        await stop.CancelAsync();
        await recording;
    }

    [Test]
    public void WriteJson_ToAStreamThatThrows_OrCancelled_EndsWithThat()
    {
        var metrics = new ProofMetrics(_time);
        metrics.Record(Completed(CircuitSize.Small, 1));
        using var closed = new MemoryStream();
        closed.Close();

        Assert.CatchAsync<Exception>(() => metrics.WriteJsonAsync(closed));
        Assert.CatchAsync<OperationCanceledException>(() => metrics.WriteJsonAsync(new MemoryStream(), new CancellationToken(true)));
        Assert.ThrowsAsync<ArgumentNullException>(() => metrics.WriteJsonAsync(null!));
    }

    /// <summary>A proof whose durations are so many times those of <see cref="MeterSinkTests"/>.</summary>
    private static ProofEvent Completed(CircuitSize circuit, int factor) => new()
    {
        Kind = ProofEventKind.Completed,
        RequestId = Guid.NewGuid(),
        At = DateTimeOffset.UnixEpoch,
        Circuit = circuit,
        LinkCount = 1,
        WorkUnits = factor,
        Attempt = 1,
        Timings = new ProofTimings
        {
            Queued = TimeSpan.FromSeconds(1 * factor),
            KeyLoad = TimeSpan.FromSeconds(3 * factor),
            Witness = TimeSpan.FromSeconds(4 * factor),
            Proving = TimeSpan.FromSeconds(5 * factor),
            Checking = TimeSpan.FromSeconds(6 * factor),
            Validation = TimeSpan.FromSeconds(7 * factor),
            Processing = TimeSpan.FromSeconds(8 * factor),
            Total = TimeSpan.FromSeconds(9 * factor),
        },
        Resources = new ProverResources { ProcessorTime = TimeSpan.FromSeconds(10), PeakBytes = 1 << 20, DiskBytes = 3 },
    };
}
