using System.Diagnostics;

namespace Shadowgraph.Proofs.Dispatch.Requests;

/// <summary>
/// The trace of a request: the request, its attempts, the stages of the successful attempt. A request that joined an equal request links to
/// that request, which is the parent of the attempts.
/// </summary>
/// <remarks>
/// Times are computed from the time of arrival and elapsed ticks: a clock that is set back in between produces no negative span. Witness and
/// proof of several links alternate; the trace shows them as consecutive spans, each with the total time of all links.
/// </remarks>
internal sealed class RequestTrace
{
    private readonly ActivitySource _source;
    private readonly BackgroundDelivery<Action> _delivery;
    private readonly PendingRequest _request;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Accessed by the delivery only, which runs one step at a time.
    private Activity? _span;

    public RequestTrace(
        ActivitySource source, BackgroundDelivery<Action> delivery, string? pipeline, PendingRequest request, ActivityContext caller, TimeProvider time)
    {
        (_source, _delivery, _request, _time) = (source, delivery, request, time);
        delivery.Tell(() =>
        {
            try
            {
                _span = Start("proof request", caller, At(request.Submitted), [
                    new("shadowgraph.proofs.request.id", request.Id.ToString()),
                    new("shadowgraph.proofs.priority", request.Priority.ToString()),
                ]);
                if (pipeline is not null) _span?.SetTag("shadowgraph.proofs.pipeline", pipeline);
            }
            finally
            {
                _begun.TrySetResult();
            }
        });
    }

    /// <summary>Completes when listeners have been told of the start.</summary>
    public Task Begun => _begun.Task;

    /// <summary>The request's activity; null before the start, after the end, and without listeners.</summary>
    public Activity? Activity => _begun.Task.IsCompleted && _span is { IsStopped: false } span ? span : null;

    /// <summary>The request joined the proof of an equal request.</summary>
    public void Join(RequestTrace? other)
    {
        if (other is null) return;
        _delivery.Tell(() =>
        {
            if (other._span is { } span) _span?.AddLink(new ActivityLink(span.Context));
        });
    }

    /// <summary>An attempt at the proof has ended.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="plan">The plan of the attempt.</param>
    /// <param name="started">Start of the attempt, as a timestamp.</param>
    /// <param name="took">Duration of the attempt.</param>
    /// <param name="stages">Times of the stages, on success.</param>
    /// <param name="error">The error; null on success.</param>
    public void Attempt(
        int number, ProofPlan plan, long started, TimeSpan took, ProofTimings stages, ProofErrorType? error) => _delivery.Tell(() =>
    {
        if (_span is null) return;
        var began = At(started);
        var span = Start("proof attempt", _span.Context, began, [
            new("shadowgraph.proofs.attempt", number),
            new("shadowgraph.proofs.circuit", plan.Size.ToString()),
            new("shadowgraph.proofs.links", plan.LinkCount),
        ]);
        if (span is null) return;
        if (error is null) StartStages(stages, span.Context, began);
        Stop(span, began + took, error);
    });

    /// <summary>The request has ended.</summary>
    public void End(ProofResult result)
    {
        var now = At(_time.GetTimestamp());
        _delivery.Tell(() =>
        {
            _span?.SetTag("shadowgraph.proofs.attempts", result.Attempts);
            if (result.Circuit is { } circuit) _span?.SetTag("shadowgraph.proofs.circuit", circuit.ToString());
            if (result.IsFromCache) _span?.SetTag("shadowgraph.proofs.cached", true);
            End(NameOf(result.State), result.Error?.Type, now);
        });
    }

    /// <summary>The request has ended before admission.</summary>
    public void End(string outcome, ProofErrorType? error)
    {
        var now = At(_time.GetTimestamp());
        _delivery.Tell(() => End(outcome, error, now));
    }

    private void End(string outcome, ProofErrorType? error, DateTimeOffset now)
    {
        if (_span is null) return;
        _span.SetTag("shadowgraph.proofs.outcome", outcome);
        Stop(_span, now, error);
    }

    private void StartStages(in ProofTimings stages, ActivityContext attempt, DateTimeOffset began)
    {
        ReadOnlySpan<(string Name, TimeSpan Took)> parts =
        [
            ("plan proof", stages.Planning), ("load proving key", stages.KeyLoad), ("compute witness", stages.Witness), ("generate proof", stages.Proving),
            ("check proof", stages.Checking), ("validate result", stages.Validation),
        ];
        foreach (var (name, took) in parts)
        {
            if (Start(name, attempt, began, []) is { } span) Stop(span, began + took, error: null);
            began += took;
        }
    }

    private Activity? Start(string name, ActivityContext parent, DateTimeOffset at, IEnumerable<KeyValuePair<string, object?>> tags)
    {
        // An activity without an explicit parent takes the current activity as parent, here the previous request's.
        Activity.Current = null;
        return _source.StartActivity(name, ActivityKind.Internal, parent, tags, links: null, at);
    }

    private static void Stop(Activity span, DateTimeOffset at, ProofErrorType? error)
    {
        if (error is { } type)
        {
            span.SetTag("error.type", type.ToString());
            if (type != ProofErrorType.ProofGenerationCancelled) span.SetStatus(ActivityStatusCode.Error);
        }

        span.SetEndTime(at.UtcDateTime);
        span.Stop();
    }

    private static string NameOf(ProofState state) => state switch
    {
        ProofState.Completed => "completed",
        ProofState.Cancelled => "cancelled",
        _ => "failed",
    };

    private DateTimeOffset At(long timestamp) => _request.SubmittedAt + _time.GetElapsedTime(_request.Submitted, timestamp);
}
