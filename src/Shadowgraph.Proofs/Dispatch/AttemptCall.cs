using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Tasks.Sources;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// Runs one attempt under a deadline. The caller waits until the work returns, the deadline passes, or the attempt is cancelled; after a
/// deadline or a cancellation, the work has a grace time to return.
/// </summary>
/// <remarks>
/// The isolation needs no cooperation of the called code: cancellation callbacks run on separate threads and may throw or block, and a call that
/// never becomes asynchronous blocks one thread of the pool and nothing else.
/// </remarks>
[SuppressMessage("Reliability", "CA1001", Justification = "Stop may arrive after completion, and it holds no unmanaged resource.")]
internal sealed class AttemptCall<TState, T> : IThreadPoolWorkItem, IValueTaskSource, IDisposable
{
    private const int Works = 0;
    private const int Returned = 1;
    private const int Stopped = 2;

    private readonly CancellationTokenSource _cancellation = new();
    private readonly TState _argument;
    private readonly Func<TState, CancellationToken, Task<T>> _work;
    private readonly CancellationTokenRegistration _proof;
    private readonly ITimer _timer;
    private readonly TimeSpan _grace;
    private readonly TimeProvider _time;
    private ManualResetValueTaskSourceCore<bool> _settled;
    private int _state;
    private bool _hasReturned;
    private TaskCompletionSource? _lateReturn;
    private T? _result;
    private ExceptionDispatchInfo? _failure;

    /// <param name="options">The time of an attempt, and the grace time.</param>
    /// <param name="time">The clock.</param>
    /// <param name="argument">Passed to the work, which then needs no closure for each attempt.</param>
    /// <param name="work">The work.</param>
    /// <param name="proof">Cancels the attempt.</param>
    public AttemptCall(
        ProofPipelineOptions options, TimeProvider time, TState argument, Func<TState, CancellationToken, Task<T>> work, CancellationToken proof)
    {
        (_argument, _work) = (argument, work);
        _grace = options.CancellationGrace;
        _time = time;
        _timer = time.CreateTimer(static call => ((AttemptCall<TState, T>)call!).Stop(), this, options.AttemptTimeout, Timeout.InfiniteTimeSpan);
        _proof = proof.UnsafeRegister(static call => ((AttemptCall<TState, T>)call!).Stop(), this);
    }

    /// <summary>Whether the deadline passed or the attempt was cancelled before the work returned.</summary>
    public bool IsStopped => Volatile.Read(ref _state) == Stopped;

    /// <summary>Completes when work that exceeded the grace time returns; null if no work did.</summary>
    public Task? Overdue { get; private set; }

    /// <summary>Runs the work, once.</summary>
    /// <exception cref="OperationCanceledException">
    /// The call was stopped, in which case <see cref="Overdue"/> may be set; or the work cancelled itself.
    /// </exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T> RunAsync()
    {
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        await new ValueTask(this, _settled.Version).ConfigureAwait(false);
        if (!IsStopped)
        {
            _failure?.Throw();
            return _result!;
        }

        var returned = WhenReturned();
        await returned.WaitAsync(_grace, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!returned.IsCompleted) Overdue = returned;
        throw new OperationCanceledException();
    }

    public void Dispose()
    {
        _timer.Dispose();
        _proof.Dispose();
    }

    void IThreadPoolWorkItem.Execute() => _ = WorkAsync();

    void IValueTaskSource.GetResult(short token) => _settled.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _settled.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _settled.OnCompleted(continuation, state, token, flags);

    private async Task WorkAsync()
    {
        try
        {
            _result = await _work(_argument, _cancellation.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Rethrown to the waiting caller; without a waiting caller, the exception counts as observed.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }

        if (Interlocked.CompareExchange(ref _state, Returned, Works) == Works)
        {
            // The work is over, and its thread has nothing else to do: the caller continues on this thread, without a detour through the pool.
            Settle(isAsynchronous: false);
            return;
        }

        lock (_cancellation)
        {
            _hasReturned = true;
            _lateReturn?.TrySetResult();
        }
    }

    private Task WhenReturned()
    {
        lock (_cancellation)
        {
            if (_hasReturned) return Task.CompletedTask;
            return (_lateReturn ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void Stop()
    {
        if (Interlocked.CompareExchange(ref _state, Stopped, Works) != Works) return;
        _cancellation.CancelAsync().Forget();
        Settle(isAsynchronous: true); // the thread is a timer's, or a caller's that cancels
    }

    /// <summary>Lets the caller continue; called once, by the first of work and stop.</summary>
    private void Settle(bool isAsynchronous)
    {
        _settled.RunContinuationsAsynchronously = isAsynchronous;
        _settled.SetResult(true);
    }
}
