using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Metrics;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// Traces of requests, for who listens to the <see cref="ActivitySource"/> "Shadowgraph.Proofs". Listeners are other people's code and are
/// called whenever an activity starts or stops, so activities are made beside the requests, with the times at which things happened.
/// </summary>
internal sealed class TraceDesk(TimeProvider time, ILogger logger)
{
    private static readonly ActivitySource Source = new(MeterSink.MeterName);

    private readonly Pump<Action> _pump = new(nameof(ActivityListener), Run, logger);

    /// <summary>Done when the listeners know all that has happened until now.</summary>
    public Task WhenIdle => _pump.WhenIdle;

    /// <summary>Begins the trace of a request, within the activity of who submits it.</summary>
    /// <returns>Null if nobody listens.</returns>
    public RequestTrace? Begin(PendingRequest request) =>
        Source.HasListeners() ? new RequestTrace(Source, _pump, request, Activity.Current?.Context ?? default, time) : null;

    private static void Run(Action step)
    {
        try
        {
            step();
        }
        finally
        {
            // A started activity is its thread's current one; the next step is another request's.
            Activity.Current = null;
        }
    }
}
