using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Dispatch.Requests;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// Feeds a callback from a stream of reports: one call at a time, never on a thread of the prover. A callback that throws is not called again;
/// a slow callback misses intermediate reports, and delays nothing but its own delivery.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A late report may look at it; it holds no unmanaged resource.")]
internal sealed class ProgressReporter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closed = new();
    private readonly TimeProvider _time;
    private readonly Task _pumping;

    /// <summary>Starts the delivery.</summary>
    /// <param name="callback">Receives each report.</param>
    /// <param name="reports">The stream, which ends after the last report.</param>
    /// <param name="requestId">The request, for the log.</param>
    /// <param name="time">The clock for the timeout of <see cref="FinishAsync"/>.</param>
    /// <param name="logger">Receives, once, a failure of the callback.</param>
    public ProgressReporter(
        IProgress<ProofProgress> callback, IAsyncEnumerable<ProofProgress> reports, Guid requestId, TimeProvider time, ILogger logger)
    {
        _time = time;
        _pumping = Task.Run(() => PumpAsync(callback, reports, requestId, logger));
    }

    /// <summary>
    /// Waits until the last report was delivered; for one second at most if the callback blocks. After the return no further call begins.
    /// </summary>
    public async Task FinishAsync()
    {
        await _pumping.WaitAsync(Patience, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _closed.CancelAsync().ConfigureAwait(false);
    }

    private async Task PumpAsync(
        IProgress<ProofProgress> callback, IAsyncEnumerable<ProofProgress> reports, Guid requestId, ILogger logger)
    {
        try
        {
            await foreach (var report in reports.WithCancellation(_closed.Token).ConfigureAwait(false))
            {
                if (_closed.IsCancellationRequested) return;
                callback.Report(report);
            }
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // A faulty callback affects no request.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.ProgressFailed(requestId, e.GetType().Name);
        }
    }
}
