using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Errors;

/// <summary>
/// Repeats attempts as decided by the strategies. Fatal errors end the request without any strategy, and <see cref="MostAttempts"/> limits the number
/// of attempts. Thread-safe; a single policy serves all requests.
/// </summary>
internal sealed class RecoveryPolicy(IEnumerable<IRecoveryStrategy> strategies, TimeProvider time, ILogger? logger = null)
{
    /// <summary>The maximum number of attempts per request.</summary>
    public const int MostAttempts = 16;

    // The limit of timers is only slightly longer, and a strategy may return any delay.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(24);

    private readonly IRecoveryStrategy[] _strategies = [.. strategies];
    private readonly ILogger _logger = logger ?? NullLogger.Instance;

    /// <summary>Makes attempts until success or the end of recovery, and returns the outcome of the last attempt.</summary>
    /// <param name="state">Passed to the delegates, which then need no closure for each request.</param>
    /// <param name="attempt">
    /// Makes an attempt, counted from 1. Failures are returned in the outcome; only a cancellation by the token is thrown.
    /// </param>
    /// <param name="recovering">Receives each decision before the delay, for use in the next attempt.</param>
    /// <param name="cancellationToken">Cancels attempts and delays.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled, during an attempt or a delay.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<AttemptOutcome<T>> RunAsync<TState, T>(
        TState state,
        Func<TState, int, CancellationToken, ValueTask<AttemptOutcome<T>>> attempt,
        Action<TState, ProofError, RecoveryDecision> recovering,
        CancellationToken cancellationToken)
        where T : class
    {
        FailedAttempts? failed = null; // most requests need a single attempt
        for (var number = 1; ; number++)
        {
            var outcome = await attempt(state, number, cancellationToken).ConfigureAwait(false);
            if (outcome.Succeeded) return outcome;
            failed ??= new FailedAttempts();
            failed.Add(outcome.Error, outcome.Plan);
            if (Decide(failed, outcome.Error) is not { TriesAgain: true } decision) return outcome;

            // A request cancelled during a failure ends as cancelled, like a request cancelled during the next attempt.
            cancellationToken.ThrowIfCancellationRequested();
            if (number == MostAttempts)
            {
                _logger.TooManyAttempts(outcome.Error.RequestId, outcome.Error.Type, number);
                return outcome;
            }

            recovering(state, outcome.Error, decision);
            if (decision.Delay <= TimeSpan.Zero) continue;
            var delay = decision.Delay < LongestDelay ? decision.Delay : LongestDelay;
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>The first decision other than Next; null without a decision, or if recovery is not allowed.</returns>
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

    /// <summary>The failed attempts of a request.</summary>
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

        /// <summary>The context for the strategies; a copy, since a strategy may keep the reference.</summary>
        public RecoveryContext Describe() => new(_attempts[^1].Plan, [.. _attempts.Select(attempt => attempt.Error)], _withPlan);

        /// <summary>Restarts the count of attempts if the decision changes the plan.</summary>
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
