using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Shadowgraph.Proofs.Tests.Secrets;

/// <summary>Hears all that a process says of itself: logs with scopes at every level, metrics with tags, and traces.</summary>
internal sealed class Eavesdropper : ILoggerProvider, ISupportExternalScope
{
    private const string Source = "Shadowgraph.Proofs";

    private readonly ConcurrentQueue<string> _heard = [];
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _activities;
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();
    private int _logs;
    private int _measurements;
    private int _traces;

    public Eavesdropper()
    {
        _meters.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == Source) listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => HearMeasurement(instrument, value, tags));
        _meters.SetMeasurementEventCallback<int>((instrument, value, tags, _) => HearMeasurement(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => HearMeasurement(instrument, value, tags));
        _meters.Start();
        _activities = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == Source,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = HearActivity,
        };
        ActivitySource.AddActivityListener(_activities);
    }

    public int Logs => Volatile.Read(ref _logs);

    public int Measurements => Volatile.Read(ref _measurements);

    public int Traces => Volatile.Read(ref _traces);

    /// <summary>All that was heard.</summary>
    public string Text => string.Join('\n', _heard);

    /// <summary>Lines of the logs that hold a text.</summary>
    public IEnumerable<string> Lines(string with) => _heard.Where(line => line.Contains(with, StringComparison.Ordinal));

    public void Hear(string text) => _heard.Enqueue(text);

    /// <summary>Reads the instruments that are read when asked.</summary>
    public void ReadInstruments() => _meters.RecordObservableInstruments();

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
        _meters.Dispose();
        _activities.Dispose();
    }

    private static string Written(IEnumerable<KeyValuePair<string, object?>> tags) =>
        string.Join(", ", tags.Select(tag => $"{tag.Key}={tag.Value}"));

    private void HearMeasurement<T>(Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Interlocked.Increment(ref _measurements);
        Hear($"meter {instrument.Name} {value} {Written(tags.ToArray())}");
    }

    private void HearActivity(Activity activity)
    {
        Interlocked.Increment(ref _traces);
        var events = activity.Events.Select(each => $"{each.Name} {Written(each.Tags)}");
        Hear(
            $"trace {activity.DisplayName} {activity.Status} {activity.StatusDescription} {Written(activity.TagObjects)} "
            + $"{string.Join("; ", events)} {Written(activity.Baggage.Select(each => new KeyValuePair<string, object?>(each.Key, each.Value)))}");
    }

    private sealed class Logger(Eavesdropper ear, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => ear._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Interlocked.Increment(ref ear._logs);
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs ? Written(pairs) : "";
            var scopes = "";
            ear._scopes.ForEachScope(
                (scope, _) => scopes += $"[{scope}{(scope is IEnumerable<KeyValuePair<string, object?>> p ? $" {Written(p)}" : "")}]", 0);
            ear.Hear($"log {logLevel} {category} {eventId.Id} {scopes} {formatter(state, exception)} | {values} | {exception}");
        }
    }
}
