using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Shadowgraph.Proofs.Dispatch.Requests;

/// <summary>
/// Traces of requests, for listeners of the <see cref="ActivitySource"/> "Shadowgraph.Proofs". Listeners are foreign code that runs whenever an
/// activity starts or stops; activities are therefore made in the background, with the recorded times.
/// </summary>
/// <param name="pipeline">The key of the pipeline; null for the pipeline without a key.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Receives failures.</param>
internal sealed class RequestTracing(string? pipeline, TimeProvider time, ILogger logger)
{
    private static readonly ActivitySource Source = new(ProofTelemetry.ActivitySourceName, ProofTelemetry.Version);

    /// <summary>
    /// How long a proof waits for the listeners of its request: usually notified long before, unless a listener hangs.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly BackgroundDelivery<Action> _delivery = new(nameof(ActivityListener), Run, logger);
    private volatile bool _hangs;

    /// <summary>Completes when the listeners have received all events until now.</summary>
    public Task WhenIdle => _delivery.WhenIdle;

    /// <summary>Begins the trace of a request, as a child of the submitting caller's activity.</summary>
    /// <returns>Null without listeners.</returns>
    public RequestTrace? Begin(PendingRequest request) =>
        Source.HasListeners() ? new RequestTrace(Source, _delivery, pipeline, request, Activity.Current?.Context ?? default, time) : null;

    /// <summary>
    /// The current activity for a request's proof, so that spans of called services become its children: the request's activity, or else the
    /// submitting caller's.
    /// </summary>
    public async ValueTask<Activity?> ActivityOfAsync(PendingRequest request)
    {
        if (request.Trace is { } trace)
        {
            // In real time, as listeners run in real time: a hanging listener is awaited once, and not again until it has continued.
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
            // A started activity becomes the thread's current activity; the next step belongs to a different request.
            Activity.Current = null;
        }
    }
}
