using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Limits;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>The step that takes a permit for a proof of its own, and gives it back if none is begun.</summary>
/// <remarks>
/// Who lets requests wait and cancels them costs the pipeline something too, so that is free only as often as a user may have proofs made
/// within a window. A request that was not let in gives its permit back in any case.
/// </remarks>
internal sealed class PermitDesk : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly IRateLimiter _limiter;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Gate<RateDecision> _lock;
    private readonly SlidingWindowLimiter _returns;

    public PermitDesk(IRateLimiter limiter, RateLimitOptions options, TimeProvider time, ILogger logger)
    {
        (_limiter, _time, _logger) = (limiter, time, logger);
        _lock = new(nameof(IRateLimiter), limiter.TakeAsync, GiveBack, time, logger);
        _returns = new SlidingWindowLimiter(options, time);
    }

    /// <exception cref="ProofErrorException">The user has asked too often, or the limiter failed.</exception>
    public async ValueTask<RateDecision> TakeAsync(PendingRequest request, CancellationToken cancellationToken)
    {
        var decision = await _lock.AskAsync(request, cancellationToken).ConfigureAwait(false);
        if (decision.IsGranted) return decision;
        throw new ProofErrorException(new ProofError(
            ProofErrorType.RateLimitExceeded,
            $"The user has asked for as many proofs as may be for now. Come back in {decision.RetryAfter}.")
        {
            RetryAfter = decision.RetryAfter,
        });
    }

    /// <summary>Gives a permit back. Nobody waits for it: a limiter that fails keeps the permit, and the fault is logged.</summary>
    public void GiveBack(ProofUserId user, RateDecision taken)
    {
        if (taken is { IsGranted: true, Permit: not 0 }) _ = GiveBackAsync(user, taken.Permit);
    }

    /// <summary>Gives the permit of a flight back that was not let in, unless that has happened.</summary>
    public void GiveBack(Flight flight)
    {
        if (flight.TakePermit() is { } permit) GiveBack(flight.UserId, permit);
    }

    /// <summary>
    /// Gives the permit of a flight back that has ended in the queue, unless that has happened, or has happened to the user as often as may
    /// be.
    /// </summary>
    public void GiveBackUnused(Flight flight)
    {
        if (flight.TakePermit() is not { IsGranted: true, Permit: not 0 } permit) return;

        // The limiter of the returns is the library's own, and answers at once.
        if (_returns.TakeAsync(flight.UserId).AsTask().GetAwaiter().GetResult().IsGranted) GiveBack(flight.UserId, permit);
    }

    public void Dispose() => _returns.Dispose();

    private async Task GiveBackAsync(ProofUserId user, long permit)
    {
        try
        {
            var answer = _limiter.GiveBackAsync(user, permit);
            if (answer.IsCompletedSuccessfully) return;
            var task = answer.AsTask();
            task.LeaveBehind();
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
