using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Polly.Retry;

namespace Shadowgraph.Proofs.Errors;

/// <summary>
/// Repeats attempts as the strategies decide. Fatal errors are not brought before them, and there is an end to what they can ask for:
/// <see cref="MostAttempts"/>. Thread-safe; one pipeline serves all requests.
/// </summary>
internal sealed class RecoveryPolicy
{
    /// <summary>The most attempts at one request.</summary>
    public const int MostAttempts = 16;

    // A timer can't run much longer, and a strategy may ask for anything.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(24);

    private static readonly ResiliencePropertyKey<RecoveryRecord> RecordKey = new("Shadowgraph.Proofs.RecoveryRecord");

    private readonly IRecoveryStrategy[] _strategies;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline _pipeline;

    public RecoveryPolicy(IEnumerable<IRecoveryStrategy> strategies, TimeProvider time, ILogger? logger = null)
    {
        _strategies = [.. strategies];
        _logger = logger ?? NullLogger.Instance;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = MostAttempts - 1,
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is null && TriesAgain(RecordOf(args.Context))),
                DelayGenerator = static args => ValueTask.FromResult(DelayOf(RecordOf(args.Context))),
                OnRetry = static args =>
                {
                    RecordOf(args.Context).Recover();
                    return default;
                },
            })
            .Build();
    }

    /// <summary>Attempts until one succeeds or the strategies give up; the outcome is that of the last attempt.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled, during an attempt or a delay.</exception>
    public async Task<AttemptOutcome<T>> RunAsync<T>(IRecoverable<T> work, CancellationToken cancellationToken)
        where T : class
    {
        // Most requests need one attempt, and nothing of what follows.
        var first = await work.AttemptAsync(1, cancellationToken).ConfigureAwait(false);
        if (first.Succeeded) return first;
        var run = new RecoveryRun<T>(work, first);
        if (!cancellationToken.IsCancellationRequested) return await RepeatAsync(run, cancellationToken).ConfigureAwait(false);

        // Cancelled while it failed: it ends as cancelled only if it would have gone on.
        await run.AttemptAsync(cancellationToken).ConfigureAwait(false);
        if (TriesAgain(run)) cancellationToken.ThrowIfCancellationRequested();
        return first;
    }

    private async Task<AttemptOutcome<T>> RepeatAsync<T>(RecoveryRun<T> run, CancellationToken cancellationToken)
        where T : class
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(RecordKey, run);
            var outcome = await _pipeline
                .ExecuteAsync(static (context, run) => run.AttemptAsync(context.CancellationToken), context, run).ConfigureAwait(false);
            if (run.GoesOn)
            {
                // It should have gone on, but did not: cancelled after the attempt, or the last of all.
                cancellationToken.ThrowIfCancellationRequested();
                _logger.TooManyAttempts(run.Error.RequestId, run.Error.Type, run.Attempts);
            }

            return outcome;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static RecoveryRecord RecordOf(ResilienceContext context) => context.Properties.GetValue(RecordKey, null!);

    private static TimeSpan? DelayOf(RecoveryRecord record) =>
        record.Decision!.Delay < LongestDelay ? record.Decision.Delay : LongestDelay;

    private bool TriesAgain(RecoveryRecord record)
    {
        if (record.Error is null or { Recoverability: ProofErrorRecoverability.Fatal }) return false;
        var context = record.Describe();
        foreach (var strategy in _strategies)
        {
            var decision = Ask(strategy, context);
            if (decision is { TriesAgain: false, EndsRequest: false }) continue;
            record.Decide(decision);
            return decision.TriesAgain;
        }

        return false;
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
}
