using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Dispatch.Isolation;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>The rate limit step: takes a permit for each new proof, and returns the permit if no proof begins.</summary>
/// <remarks>
/// Cancelling waiting requests costs the pipeline something too; permits of cancelled requests are therefore returned only as often per window
/// as a user may request proofs. A request that was refused always gets the permit back.
/// </remarks>
internal sealed class RateLimitCheck : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly FailClosedCall<PermitLease> _call;
    private readonly SlidingWindowLimiter _returns;

    public RateLimitCheck(IRateLimiter limiter, RateLimitOptions options, TimeProvider time, ILogger logger)
    {
        (_time, _logger) = (time, logger);
        _call = new(nameof(IRateLimiter), limiter.AcquireAsync, (_, late) => GiveBack(late), time, logger);
        _returns = new SlidingWindowLimiter(options, time);
    }

    /// <exception cref="ProofErrorException">The user exceeded the rate limit, or the limiter failed.</exception>
    public async ValueTask<PermitLease> TakeAsync(PendingRequest request, CancellationToken cancellationToken)
    {
        var decision = await _call.AskAsync(request, cancellationToken).ConfigureAwait(false);
        if (decision.IsAcquired) return decision;
        throw new ProofErrorException(new ProofError(
            ProofErrorType.RateLimitExceeded,
            $"Rate limit exceeded. Retry after {decision.RetryAfter}.")
        {
            RetryAfter = decision.RetryAfter,
        });
    }

    /// <summary>Returns a permit in the background: if the limiter fails, the permit stays used and the fault is logged.</summary>
    public void GiveBack(PermitLease lease)
    {
        if (lease.CanBeGivenBack) _ = GiveBackAsync(lease);
    }

    /// <summary>Returns the permit of a proof that was not admitted, at most once.</summary>
    public void GiveBack(InFlightProof inFlight)
    {
        if (inFlight.TakePermit() is { } lease) GiveBack(lease);
    }

    /// <summary>
    /// Returns the permit of a proof that ended in the queue, at most once, and only as often per user and window as the limit allows.
    /// </summary>
    public void GiveBackUnused(InFlightProof inFlight)
    {
        if (inFlight.TakePermit() is not { CanBeGivenBack: true } lease) return;

        // The limiter of the returns is the library's own implementation, and completes synchronously.
        if (_returns.AcquireAsync(inFlight.UserId).AsTask().GetAwaiter().GetResult().IsAcquired) GiveBack(lease);
    }

    public void Dispose() => _returns.Dispose();

    private async Task GiveBackAsync(PermitLease lease)
    {
        try
        {
            var answer = lease.GiveBackAsync();
            if (answer.IsCompletedSuccessfully) return;
            var task = answer.AsTask();
            task.Forget();
            await task.WaitAsync(Patience, _time).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The user waits slightly longer than necessary; no request depends on the permit.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (e is TimeoutException) _logger.ServiceTooSlow(nameof(IRateLimiter), Patience);
            else _logger.ServiceFailed(nameof(IRateLimiter), e.GetType().Name);
        }
    }
}
