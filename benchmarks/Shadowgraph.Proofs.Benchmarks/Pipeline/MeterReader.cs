using System.Diagnostics.Metrics;
using Shadowgraph.Proofs.Metrics;

namespace Shadowgraph.Proofs.Benchmarks.Pipeline;

/// <summary>A sink whose meter is read, measurement by measurement, as a collector reads it.</summary>
internal sealed class MeterReader : IDisposable
{
    private readonly MeterListener _listener;
    private long _measurements;

    private MeterReader()
    {
        _listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == ProofTelemetry.MeterName) listener.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<long>((_, _, _, _) => _measurements++);
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => _measurements++);
        _listener.Start();
    }

    public MeterSink Sink { get; } = new();

    public long Measurements => _measurements;

    public static MeterReader Start() => new();

    public void Dispose()
    {
        _listener.Dispose();
        Sink.Dispose();
    }
}
