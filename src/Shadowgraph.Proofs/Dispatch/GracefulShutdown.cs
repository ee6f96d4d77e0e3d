using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// Stops a pipeline, once: rejects new requests, cancels waiting requests, lets running proofs finish within the grace time, cancels the rest, and
/// waits until every prover has returned or was abandoned.
/// </summary>
internal sealed class GracefulShutdown(
    InFlightRequests requests,
    RequestCompletion completion,
    Dispatcher dispatcher,
    EventPublisher events,
    ProofPipelineOptions options,
    TimeProvider time,
    ChangeSignal changes,
    ILogger logger)
{
    private readonly TaskCompletionSource _hurry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsDone => _done.Task.IsCompleted;

    /// <param name="cancellationToken">Cuts the grace time short, even if a different caller began the shutdown.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(
            static hurry => ((TaskCompletionSource)hurry!).TrySetResult(), _hurry);
        if (requests.Close()) await StopAsync().ConfigureAwait(false);
        await _done.Task.ConfigureAwait(false);
    }

    private async Task StopAsync()
    {
        var before = requests.Statistics;
        logger.Stopping(before.Waiting, before.Running);
        changes.Pulse();
        Cancel(static request => request.Started is null);
        await GraceAsync().ConfigureAwait(false);
        Cancel(static _ => true);
        await dispatcher.StopAsync().ConfigureAwait(false);

        // Every run ends by itself: the prover returns, or is abandoned after the attempt's grace time.
        await dispatcher.WhenRunsEndAsync().ConfigureAwait(false);
        var after = requests.Statistics;
        logger.Stopped(after.Completed, after.Failed, after.Cancelled);
        events.FlushRefusals();
        await events.DeliverAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _done.TrySetResult();
        changes.Pulse();
    }

    private async Task GraceAsync()
    {
        var runs = dispatcher.WhenRunsEndAsync();
        if (options.ShutdownTimeout == TimeSpan.Zero || runs.IsCompleted) return;
        using var over = new CancellationTokenSource();
        await Task.WhenAny(runs, _hurry.Task, Task.Delay(options.ShutdownTimeout, time, over.Token)).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
    }

    private void Cancel(Predicate<PendingRequest> which)
    {
        foreach (var request in requests.Unfinished(which))
            completion.Stop(request);
    }
}
