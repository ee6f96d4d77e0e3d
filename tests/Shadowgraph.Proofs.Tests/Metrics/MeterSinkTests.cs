using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Tests.Documentation;

namespace Shadowgraph.Proofs.Tests.Metrics;

public sealed class MeterSinkTests
{
    private static readonly ProofEvent Completed = new()
    {
        Kind = ProofEventKind.Completed,
        RequestId = Guid.NewGuid(),
        At = DateTimeOffset.UnixEpoch,
        Priority = ProofPriority.High,
        Circuit = CircuitSize.Medium,
        LinkCount = 1,
        Attempt = 2,
        Timings = new ProofTimings
        {
            Queued = TimeSpan.FromSeconds(1),
            Planning = TimeSpan.FromSeconds(2),
            KeyLoad = TimeSpan.FromSeconds(3),
            Witness = TimeSpan.FromSeconds(4),
            Proving = TimeSpan.FromSeconds(5),
            Checking = TimeSpan.FromSeconds(6),
            Validation = TimeSpan.FromSeconds(7),
            Processing = TimeSpan.FromSeconds(8),
        },
        Resources = new ProverResources { ProcessorTime = TimeSpan.FromSeconds(9), PeakBytes = 10, DiskBytes = 11 },
    };

    [Test]
    public void Record_OfACompletedRequest_CountsItAndTellsWhereTheTimeWent() => Assert.That(
        Recorded(Completed),
        Is.EqualTo(new[]
        {
            "requests 1 circuit=Medium outcome=completed priority=High",
            "wait.duration 1 circuit=Medium outcome=completed priority=High",
            "processing.duration 8 circuit=Medium outcome=completed priority=High",
            "stage.duration 2 circuit=Medium priority=High stage=planning",
            "stage.duration 3 circuit=Medium priority=High stage=key",
            "stage.duration 4 circuit=Medium priority=High stage=witness",
            "stage.duration 5 circuit=Medium priority=High stage=proving",
            "stage.duration 6 circuit=Medium priority=High stage=checking",
            "stage.duration 7 circuit=Medium priority=High stage=validation",
            "cpu.time 9 circuit=Medium priority=High",
            "memory.peak 10 circuit=Medium priority=High",
            "key.io 11 circuit=Medium priority=High",
        }));

    [Test]
    public void Record_OfARequestWhoseProofIsCountedWithAnother_CountsTheRequestOnly() => Assert.That(
        Recorded(Completed with { IsShared = true }),
        Is.EqualTo(new[]
        {
            "requests 1 circuit=Medium outcome=completed priority=High",
            "wait.duration 1 circuit=Medium outcome=completed priority=High",
            "processing.duration 8 circuit=Medium outcome=completed priority=High",
        }));

    [Test]
    public void Record_OfAProofThatNobodyMeasured_SaysNothingOfWhatItTook() => Assert.That(
        Recorded(Completed with { Resources = default }),
        Has.None.StartsWith("cpu.time").And.None.StartsWith("memory.peak").And.None.StartsWith("key.io").And.Length.EqualTo(9));

    [Test]
    public void Record_OfACompletedRequestFromTheCache_CountsItOnly() => Assert.That(
        Recorded(Completed with { Attempt = 0 }), Is.EqualTo(new[] { "requests 1 circuit=Medium outcome=completed priority=High" }));

    [Test]
    public void Record_OfAFailedRequest_TellsTheError() => Assert.That(
        Recorded(Completed with { Kind = ProofEventKind.Failed, Error = ProofErrorType.OutOfMemory }),
        Is.EqualTo(new[]
        {
            "requests 1 error.type=OutOfMemory circuit=Medium outcome=failed priority=High",
            "wait.duration 1 error.type=OutOfMemory circuit=Medium outcome=failed priority=High",
            "processing.duration 8 error.type=OutOfMemory circuit=Medium outcome=failed priority=High",
        }));

    [Test]
    public void Record_OfARequestCancelledInLine_TellsHowLongItWaited() => Assert.That(
        Recorded(Completed with { Kind = ProofEventKind.Cancelled, Attempt = 0, Circuit = null }),
        Is.EqualTo(new[] { "requests 1 outcome=cancelled priority=High", "wait.duration 1 outcome=cancelled priority=High" }));

    [Test]
    public void Record_OfARequestWithdrawnBeforeItWasLetIn_CountsItOnly() => Assert.That(
        Recorded(Completed with { Kind = ProofEventKind.Cancelled, Attempt = 0, Circuit = null, Timings = default }),
        Is.EqualTo(new[] { "requests 1 outcome=cancelled priority=High" }));

    [TestCase(ProofEventKind.Refused, "requests 1 error.type=QueueFull outcome=refused priority=Low")]
    [TestCase(ProofEventKind.Retried, "retries 1 error.type=QueueFull priority=Low")]
    [TestCase(ProofEventKind.FellBack, "fallbacks 1 error.type=QueueFull priority=Low")]
    public void Record_OfAnEvent_CountsIt(ProofEventKind kind, string expected) => Assert.That(
        Recorded(Completed with { Kind = kind, Circuit = null, Priority = ProofPriority.Low, Error = ProofErrorType.QueueFull }),
        Is.EqualTo(new[] { expected }));

    [TestCase(ProofEventKind.Requested)]
    [TestCase(ProofEventKind.ServedFromCache)]
    [TestCase(ProofEventKind.Joined)]
    [TestCase(ProofEventKind.Queued)]
    [TestCase(ProofEventKind.Started)]
    [TestCase(ProofEventKind.Abandoned)]
    public void Record_OfAStepOnTheWay_RecordsNothing(ProofEventKind kind) =>
        Assert.That(Recorded(Completed with { Kind = kind }), Is.Empty);

    [Test]
    public void Record_OfEveryErrorAndSize_UsesTheirNames()
    {
        foreach (var error in Enum.GetValues<ProofErrorType>())
        {
            Assert.That(
                Recorded(Completed with { Kind = ProofEventKind.Retried, Error = error }).Single(), Does.Contain($"error.type={error} "));
        }

        foreach (var size in Enum.GetValues<CircuitSize>())
        {
            Assert.That(
                Recorded(Completed with { Kind = ProofEventKind.Retried, Circuit = size }).Single(), Does.Contain($"circuit={size} "));
        }

        foreach (var priority in Enum.GetValues<ProofPriority>())
        {
            Assert.That(
                Recorded(Completed with { Kind = ProofEventKind.Retried, Priority = priority }).Single(),
                Does.EndWith($"priority={priority}"));
        }
    }

    [Test]
    public Task Record_OfAnEvent_AllocatesNothing() => ChildProcess.RunAsync(CheckAllocationsAsync);

    /// <summary>In a process without the listeners of other tests, which hear of every meter of this name.</summary>
    private static Task CheckAllocationsAsync()
    {
        using var sink = new MeterSink();
        for (var i = 0; i < 100; i++) sink.Record(Completed);

        var allocated = Allocations.Of(() =>
        {
            for (var i = 0; i < 100; i++) sink.Record(Completed);
        });

        Assert.That(allocated, Is.Zero);
        return Task.CompletedTask;
    }

    [Test]
    public void Histograms_OfSeconds_AdviseWhereProofsAre()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        using var sink = new MeterSink(factory);
        using var collector = new MetricCollector<double>(factory, ProofTelemetry.MeterName, "shadowgraph.proofs.processing.duration");

        sink.Record(Completed);

        var measured = collector.GetMeasurementSnapshot().Single();
        Assert.That(measured.Value, Is.EqualTo(8));
        Assert.That(
            measured.Tags,
            Is.EquivalentTo(new Dictionary<string, object?> { ["shadowgraph.proofs.priority"] = "High", ["shadowgraph.proofs.outcome"] = "completed", ["shadowgraph.proofs.circuit"] = "Medium" }));
        var histogram = (Histogram<double>)collector.Instrument!;
        Assert.That(histogram.Advice!.HistogramBucketBoundaries, Is.Ordered.And.Some.LessThan(0.1).And.Some.GreaterThan(100));
    }

    [Test]
    public void Gauges_ShowHowManyWaitAndRun_WhenTheyAreAsked()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        var metrics = new ProofMetrics(TimeProvider.System);
        metrics.Follow(() => new PipelineStatistics { Waiting = 3, Running = 2 });
        using var sink = new MeterSink(factory, metrics);
        using var waiting = new MetricCollector<int>(factory, ProofTelemetry.MeterName, "shadowgraph.proofs.waiting_requests");
        using var active = new MetricCollector<int>(factory, ProofTelemetry.MeterName, "shadowgraph.proofs.active_requests");

        waiting.RecordObservableInstruments();
        active.RecordObservableInstruments();

        Assert.That((waiting.LastMeasurement!.Value, active.LastMeasurement!.Value), Is.EqualTo((3, 2)));
    }

    [Test]
    public void Instruments_AreThoseOfTheDocument()
    {
        var published = new List<string>();
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name != ProofTelemetry.MeterName || instrument.Meter.Scope != factory) return;
                var kind = instrument.GetType().Name.Split('`')[0].Replace("Observable", "", StringComparison.Ordinal);
                Assert.That(instrument.Meter.Version, Is.EqualTo("0.1.0"));
                published.Add($"{instrument.Name} {kind} {instrument.Unit}");
            },
        };
        listener.Start();
        using var sink = new MeterSink(factory, new ProofMetrics(TimeProvider.System));

        Assert.That(
            Documents.Rows("docs/observing.md", "| Instrument | Kind | Unit | Tags | Measures |").Select(row => $"{row[0].Trim('`')} {row[1]} {row[2].Trim('`')}"),
            Is.EquivalentTo(published));
    }

    [Test]
    public void Dispose_OfTheSink_EndsItsOwnMeterAndNotTheFactorys()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var factory = services.GetRequiredService<IMeterFactory>();
        var shared = new MeterSink(factory);
        var own = new MeterSink();
        shared.Dispose();
        own.Dispose();

        Assert.That(Recorded(own, Completed), Is.Empty);
        Assert.That(Recorded(shared, Completed), Is.Not.Empty);
    }

    private static List<string> Recorded(ProofEvent happened)
    {
        using var sink = new MeterSink();
        return Recorded(sink, happened);
    }

    /// <summary>What this event gives: instrument, value, tags by name. Other tests' meters of the name may be about.</summary>
    private static List<string> Recorded(MeterSink sink, ProofEvent happened)
    {
        var recorded = new List<string>();
        var thread = Environment.CurrentManagedThreadId;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == ProofTelemetry.MeterName) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        sink.Record(happened);
        return recorded;

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (Environment.CurrentManagedThreadId != thread) return;
            var sorted = tags.ToArray().OrderBy(tag => tag.Key, StringComparer.Ordinal)
                .Select(tag => $"{(tag.Key == "error.type" ? tag.Key : Short(tag.Key))}={tag.Value}");
            recorded.Add($"{Short(instrument.Name)} {value} {string.Join(' ', sorted)}");
        }
    }

    private static string Short(string name)
    {
        const string prefix = "shadowgraph.proofs.";
        Assert.That(name, Does.StartWith(prefix), "Names of instruments and attributes are namespaced.");
        return name[prefix.Length..];
    }
}
