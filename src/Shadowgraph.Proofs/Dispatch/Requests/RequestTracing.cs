using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Shadowgraph.Proofs.Dispatch.Requests;

/// <summary>
/// Traces of requests, for who listens to the <see cref="ActivitySource"/> "Shadowgraph.Proofs". Listeners are other people's code and are
/// called whenever an activity starts or stops, so activities are made beside the requests, with the times at which things happened.
/// </summary>
/// <param name="pipeline">The key of the pipeline; null for the one without.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where failures go.</param>
internal sealed class RequestTracing(string? pipeline, TimeProvider time, ILogger logger)
{
    private static readonly ActivitySource Source = new(ProofTelemetry.ActivitySourceName, ProofTelemetry.Version);

    /// <summary>
    /// How long a proof waits for the listeners of its request: they have mostly been told long before, unless one hangs.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly BackgroundDelivery<Action> _delivery = new(nameof(ActivityListener), Run, logger);
    private volatile bool _hangs;

    /// <summary>Done when the listeners know all that has happened until now.</summary>
    public Task WhenIdle => _delivery.WhenIdle;

    /// <summary>Begins the trace of a request, within the activity of who submits it.</summary>
    /// <returns>Null if nobody listens.</returns>
    public RequestTrace? Begin(PendingRequest request) =>
        Source.HasListeners() ? new RequestTrace(Source, _delivery, pipeline, request, Activity.Current?.Context ?? default, time) : null;

    /// <summary>
    /// What is to be the current activity while a request's proof is made, so that what others trace meanwhile is below it: its own, or
    /// that of who submitted it.
    /// </summary>
    public async ValueTask<Activity?> ActivityOfAsync(PendingRequest request)
    {
        if (request.Trace is { } trace)
        {
            // In real time, as listeners are: one that hangs is waited for once, and not again until it has gone on.
            if (!_hangs || trace.Begun.IsCompleted)
            {
                await trace.Begun.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                _hangs = !trace.Begun.IsCompleted;
            }

            if (trace.Activity is { } own) return own;
        }

        return request.CallerActivity is { IsStopped: false } caller ? caller : null;
    }

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
