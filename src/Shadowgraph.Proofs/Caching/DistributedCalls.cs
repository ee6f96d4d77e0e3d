using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace Shadowgraph.Proofs.Caching;

/// <summary>
/// A circuit breaker for calls to a cache that may be unavailable. Each call has a time limit. After at least two failures, if at least half of the
/// recent calls failed, calls are suspended for a while; then a single trial call decides. Start and end of a suspension are logged. Thread-safe.
/// </summary>
/// <remarks>
/// The cache is not trusted to return: calls run on the thread pool, so that a blocking cache blocks no caller, and the number of concurrent calls is
/// limited. Calls beyond the limit are skipped without counting as failures, since many callers may simply coincide.
/// </remarks>
internal sealed class DistributedCalls
{
    /// <summary>The maximum number of concurrent calls, including abandoned calls that have not returned.</summary>
    public const int MostAtOnce = 64;

    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(30);

    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline _breaker;
    private int _running;
    private int _isAway;
    private long _faults;

    public DistributedCalls(DistributedProofCacheOptions options, TimeProvider time, ILogger logger)
    {
        (_limit, _time, _logger) = (options.Timeout, time, logger);
        _breaker = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5,
                MinimumThroughput = 2,
                SamplingDuration = Sampling,
                BreakDuration = options.BreakDuration,
                ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Exception is not null),
                OnOpened = args =>
                {
                    // A failed trial opens the breaker again, which is not logged again.
                    if (Interlocked.Exchange(ref _isAway, 1) == 0)
                        _logger.DistributedCachePaused(args.Outcome.Exception!.GetType().Name, args.BreakDuration);
                    return default;
                },
                OnClosed = _ =>
                {
                    if (Interlocked.Exchange(ref _isAway, 0) == 1) _logger.DistributedCacheAnswers();
                    return default;
                },
            })
            .Build();
    }

    /// <summary>The number of failed calls.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>Makes a call, unless the breaker is open.</summary>
    /// <param name="call">The call; must complete successfully only with a valid result.</param>
    /// <param name="cancellationToken">Ends the wait, not the call: a cancellation says nothing about the cache.</param>
    /// <returns>The result; null if the call failed, timed out, or was skipped.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask<T?> AskAsync<T>(Func<CancellationToken, Task<T?>> call, CancellationToken cancellationToken)
        where T : class
    {
        if (Volatile.Read(ref _running) >= MostAtOnce) return null;
        var asked = AskAsync(call);
        return asked.IsCompletedSuccessfully
            ? asked.Result
            : await asked.AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<T?> AskAsync<T>(Func<CancellationToken, Task<T?>> call)
        where T : class
    {
        var context = ResilienceContextPool.Shared.Get(CancellationToken.None);
        try
        {
            var outcome = await _breaker.ExecuteOutcomeAsync<T?, Func<CancellationToken, Task<T?>>>(
                async (_, call) =>
                {
                    try
                    {
                        return Outcome.FromResult<T?>(await WaitAsync(call).ConfigureAwait(false));
                    }
#pragma warning disable CA1031 // Passed to the breaker, which counts the failure.
                    catch (Exception e)
#pragma warning restore CA1031
                    {
                        return Outcome.FromException<T?>(e);
                    }
                },
                context, call).ConfigureAwait(false);
            if (outcome.Exception is not (null or BrokenCircuitException)) Interlocked.Increment(ref _faults);
            return outcome.Exception is null ? outcome.Result : null;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async Task<T?> WaitAsync<T>(Func<CancellationToken, Task<T?>> call)
    {
        Interlocked.Increment(ref _running);

        // Not disposed: an abandoned call may still use the token, and the source holds only memory.
        var source = new CancellationTokenSource();
        var answer = Task.Run(() => call(source.Token), CancellationToken.None);
        _ = answer.ContinueWith(
            returned =>
            {
                _ = returned.Exception; // observed, in case nobody waits any more
                Interlocked.Decrement(ref _running);
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            return await answer.WaitAsync(_limit, _time).ConfigureAwait(false);
        }
        finally
        {
            if (!answer.IsCompleted) _ = source.CancelAsync().ContinueWith(
                static done => done.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }
}
