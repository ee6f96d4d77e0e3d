using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;

namespace Shadowgraph.Proofs.Caching;

/// <summary>
/// Calls to a cache that may be away. Each has a time limit; after two failures, if at least half of the last calls failed, none is made for a
/// while, and then a single one, which decides how it goes on. It is reported when that begins, and when it is over. Thread-safe.
/// </summary>
/// <remarks>
/// Nothing rests on the good will of what is called: it runs on the thread pool, so that one that blocks blocks no caller, and there is an end
/// to the calls that it can hold on to. Beyond that none is made, which is nobody's failure: it may be that many want something at once.
/// </remarks>
internal sealed class DistributedCalls
{
    /// <summary>The most calls at once, those that were left behind and have not returned included.</summary>
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
                    // A trial that fails opens it again: that is no news.
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

    /// <summary>How many failed.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>Makes a call, unless it is known to fail.</summary>
    /// <param name="call">The call. What it returns on completion was read and found good.</param>
    /// <param name="cancellationToken">Ends the wait, and not the call: who leaves says nothing about the cache.</param>
    /// <returns>Its result; null if it failed, took too long, or was not made.</returns>
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
#pragma warning disable CA1031 // Handed to the breaker, which counts it.
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

        // Not disposed: a call that was left behind may still look at it, and it holds only memory.
        var source = new CancellationTokenSource();
        var answer = Task.Run(() => call(source.Token), CancellationToken.None);
        _ = answer.ContinueWith(
            returned =>
            {
                _ = returned.Exception; // seen, should nobody wait any more
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
