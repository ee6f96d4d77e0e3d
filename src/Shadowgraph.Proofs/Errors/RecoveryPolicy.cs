using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Errors;

/// <summary>
/// Repeats attempts as the strategies decide. Fatal errors are not brought before them, and there is an end to what they can ask for:
/// <see cref="MostAttempts"/>. Thread-safe; one policy serves all requests.
/// </summary>
internal sealed class RecoveryPolicy(IEnumerable<IRecoveryStrategy> strategies, TimeProvider time, ILogger? logger = null)
{
    /// <summary>The most attempts at one request.</summary>
    public const int MostAttempts = 16;

    // A timer can't run much longer, and a strategy may ask for anything.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(24);

    private readonly IRecoveryStrategy[] _strategies = [.. strategies];
    private readonly ILogger _logger = logger ?? NullLogger.Instance;

    /// <summary>Attempts until one succeeds or the strategies give up; the outcome is that of the last attempt.</summary>
    /// <param name="attempt">
    /// Makes an attempt, counted from 1. What fails is in the outcome; only the token's cancellation is thrown.
    /// </param>
    /// <param name="recovering">Told what was decided, before the delay: the next attempt is to heed it.</param>
    /// <param name="cancellationToken">Ends attempts and delays.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled, during an attempt or a delay.</exception>
    public async Task<AttemptOutcome<T>> RunAsync<T>(
        Func<int, CancellationToken, Task<AttemptOutcome<T>>> attempt,
        Action<ProofError, RecoveryDecision> recovering,
        CancellationToken cancellationToken)
        where T : class
    {
        FailedAttempts? failed = null; // most requests need one attempt
        for (var number = 1; ; number++)
        {
            var outcome = await attempt(number, cancellationToken).ConfigureAwait(false);
            if (outcome.Succeeded) return outcome;
            failed ??= new FailedAttempts();
            failed.Add(outcome.Error, outcome.Plan);
            if (Decide(failed, outcome.Error) is not { TriesAgain: true } decision) return outcome;

            // Cancelled while it failed: it ends as cancelled, as it would have gone on.
            cancellationToken.ThrowIfCancellationRequested();
            if (number == MostAttempts)
            {
                _logger.TooManyAttempts(outcome.Error.RequestId, outcome.Error.Type, number);
                return outcome;
            }

            recovering(outcome.Error, decision);
            if (decision.Delay <= TimeSpan.Zero) continue;
            var delay = decision.Delay < LongestDelay ? decision.Delay : LongestDelay;
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>What the first strategy that has something to say has decided; null if nobody has, or must not be asked.</returns>
    private RecoveryDecision? Decide(FailedAttempts failed, ProofError error)
    {
        if (error.Recoverability == ProofErrorRecoverability.Fatal) return null;
        var context = failed.Describe();
        foreach (var strategy in _strategies)
        {
            var decision = Ask(strategy, context);
            if (decision is { TriesAgain: false, EndsRequest: false }) continue;
            failed.Heed(decision);
            return decision;
        }

        return null;
    }

    private RecoveryDecision Ask(IRecoveryStrategy strategy, RecoveryContext context)
    {
        try
        {
            if (strategy.Decide(context) is { } decision) return decision;
            _logger.StrategyReturnedNull(strategy.GetType());
        }
#pragma warning disable CA1031 // Somebody else's strategy: the others are still asked.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _logger.StrategyFailed(strategy.GetType(), e.GetType());
        }

        return RecoveryDecision.Next;
    }

    /// <summary>What was tried for one request and failed.</summary>
    private sealed class FailedAttempts
    {
        private readonly List<(ProofError Error, ProofPlan Plan)> _attempts = [];
        private CircuitSize? _maxCircuitSize;
        private int? _threads;
        private int _withPlan;

        public void Add(ProofError error, ProofPlan plan)
        {
            _withPlan = _attempts.Count > 0 && plan.Size == _attempts[^1].Plan.Size ? _withPlan + 1 : 1;
            _attempts.Add((error, plan));
        }

        /// <summary>The failed attempt and those before it, for the strategies; a copy, as one may keep what it was shown.</summary>
        public RecoveryContext Describe() => new(_attempts[^1].Plan, [.. _attempts.Select(attempt => attempt.Error)], _withPlan);

        /// <summary>Counts attempts anew if the decision changes the plan.</summary>
        public void Heed(RecoveryDecision decision)
        {
            var changes = decision.MaxCircuitSize is { } size && size != (_maxCircuitSize ?? _attempts[^1].Plan.Size)
                || decision.MaxDegreeOfParallelism is { } threads && threads != _threads;
            if (changes) _withPlan = 0;
            _maxCircuitSize = decision.MaxCircuitSize ?? _maxCircuitSize;
            _threads = decision.MaxDegreeOfParallelism ?? _threads;
        }
    }
}
