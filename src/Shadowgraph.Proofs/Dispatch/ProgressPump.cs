using Microsoft.Extensions.Logging;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>Feeds a callback from a stream of reports: one call at a time, on no thread of the prover.</summary>
internal sealed class ProgressPump
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly Task _pumping;

    public ProgressPump(
        IProgress<ProofProgress> callback, IAsyncEnumerable<ProofProgress> reports, Guid requestId, TimeProvider time, ILogger logger)
    {
        _time = time;
        _pumping = Task.Run(async () =>
        {
            try
            {
                await foreach (var report in reports.ConfigureAwait(false)) callback.Report(report);
            }
#pragma warning disable CA1031 // The callback's fault is its own affair.
            catch (Exception e)
#pragma warning restore CA1031
            {
                logger.ProgressFailed(requestId, e.GetType().Name);
            }
        });
    }

    /// <summary>Waits until the last report was delivered; not long, if the callback blocks.</summary>
    public async Task FinishAsync() =>
        await _pumping.WaitAsync(Patience, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
