using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Dispatch.Requests;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// Feeds a callback from a stream of reports: one call at a time, on no thread of the prover. One that throws is not called again; one that
/// is slow misses what the stream leaves out meanwhile, and holds up nothing but its delivery.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A late report may look at it; it holds no unmanaged resource.")]
internal sealed class ProgressReporter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closed = new();
    private readonly TimeProvider _time;
    private readonly Task _pumping;

    /// <summary>Starts pumping.</summary>
    /// <param name="callback">Told each report.</param>
    /// <param name="reports">Ends after the last report.</param>
    /// <param name="requestId">For the log.</param>
    /// <param name="time">Measures how long <see cref="FinishAsync"/> waits.</param>
    /// <param name="logger">Told, once, if the callback fails.</param>
    public ProgressReporter(
        IProgress<ProofProgress> callback, IAsyncEnumerable<ProofProgress> reports, Guid requestId, TimeProvider time, ILogger logger)
    {
        _time = time;
        _pumping = Task.Run(() => PumpAsync(callback, reports, requestId, logger));
    }

    /// <summary>
    /// Waits until the last report was delivered; a second at most, if the callback blocks. No call begins after it has returned.
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
#pragma warning disable CA1031 // The callback's fault is its own affair.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.ProgressFailed(requestId, e.GetType().Name);
        }
    }
}
