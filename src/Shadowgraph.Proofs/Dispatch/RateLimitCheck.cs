using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Dispatch.Isolation;
using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Limits;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>The step that takes a permit for a proof of its own, and gives it back if none is begun.</summary>
/// <remarks>
/// Who lets requests wait and cancels them costs the pipeline something too, so that is free only as often as a user may have proofs made
/// within a window. A request that was not let in gives its permit back in any case.
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

    /// <exception cref="ProofErrorException">The user has asked too often, or the limiter failed.</exception>
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

    /// <summary>Gives a permit back. Nobody waits for it: a limiter that fails keeps the permit, and the fault is logged.</summary>
    public void GiveBack(PermitLease lease)
    {
        if (lease.CanBeGivenBack) _ = GiveBackAsync(lease);
    }

    /// <summary>Gives the permit of a proof back that was not let in, unless that has happened.</summary>
    public void GiveBack(InFlightProof inFlight)
    {
        if (inFlight.TakePermit() is { } lease) GiveBack(lease);
    }

    /// <summary>
    /// Gives the permit of a proof back that has ended in the queue, unless that has happened, or has happened to the user as often as may
    /// be.
    /// </summary>
    public void GiveBackUnused(InFlightProof inFlight)
    {
        if (inFlight.TakePermit() is not { CanBeGivenBack: true } lease) return;

        // The limiter of the returns is the library's own, and answers at once.
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
#pragma warning disable CA1031 // The user waits a little longer than need be, and no request depends on it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (e is TimeoutException) _logger.ServiceTooSlow(nameof(IRateLimiter), Patience);
            else _logger.ServiceFailed(nameof(IRateLimiter), e.GetType().Name);
        }
    }
}
