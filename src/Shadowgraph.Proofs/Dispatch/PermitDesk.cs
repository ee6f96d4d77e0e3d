using Microsoft.Extensions.Logging;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Limits;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>The step that takes a permit for a proof of its own, and gives it back if none is begun.</summary>
internal sealed class PermitDesk
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly IRateLimiter _limiter;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Gate<RateDecision> _gate;

    public PermitDesk(IRateLimiter limiter, TimeProvider time, ILogger logger)
    {
        (_limiter, _time, _logger) = (limiter, time, logger);
        _gate = new(nameof(IRateLimiter), limiter.TakeAsync, GiveBack, time, logger);
    }

    /// <exception cref="ProofErrorException">The user has asked too often, or the limiter failed.</exception>
    public async ValueTask<RateDecision> TakeAsync(PendingRequest request, CancellationToken cancellationToken)
    {
        var decision = await _gate.AskAsync(request, cancellationToken).ConfigureAwait(false);
        if (decision.IsGranted) return decision;
        throw new ProofErrorException(new ProofError(
            ProofErrorType.RateLimitExceeded,
            $"The user has asked for as many proofs as may be for now. Come back in {decision.RetryAfter}.")
        {
            RetryAfter = decision.RetryAfter,
        });
    }

    /// <summary>Gives a permit back. Nobody waits for it: a limiter that fails keeps the permit, and the fault is logged.</summary>
    public void GiveBack(UserId user, RateDecision taken)
    {
        if (taken is { IsGranted: true, Permit: not 0 }) _ = GiveBackAsync(user, taken.Permit);
    }

    private async Task GiveBackAsync(UserId user, long permit)
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
