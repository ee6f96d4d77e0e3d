using System.Diagnostics.CodeAnalysis;

namespace Shadowgraph.Proofs.Dispatch;

/// <summary>
/// The calls of one attempt, into prover and validator, under one deadline. They are waited for until they return, their time is over, or
/// they are cancelled; then they have a grace time to return by themselves.
/// </summary>
/// <remarks>
/// Nothing of it rests on the called ones' good will: their cancellation callbacks run on other threads and may throw or block, and a call
/// that never becomes asynchronous holds up a thread of the pool and nothing else.
/// </remarks>
[SuppressMessage("Reliability", "CA1001", Justification = "A late Stop must find the source alive; it holds only memory.")]
internal sealed class AttemptCall : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenRegistration _flight;
    private readonly ITimer _timer;
    private readonly TimeSpan _grace;
    private readonly TimeProvider _time;

    public AttemptCall(ProofPipelineOptions options, TimeProvider time, CancellationToken flight)
    {
        _grace = options.CancellationGrace;
        _time = time;
        _timer = time.CreateTimer(static call => ((AttemptCall)call!).Stop(), this, options.AttemptTimeout, Timeout.InfiniteTimeSpan);
        _flight = flight.UnsafeRegister(static call => ((AttemptCall)call!).Stop(), this);
    }

    /// <summary>Whether the time is over, or nobody waits for it any more.</summary>
    public bool IsStopped => _stop.Task.IsCompleted;

    /// <summary>What ran on after its grace time; null if nothing did.</summary>
    public Task? Overdue { get; private set; }

    /// <exception cref="OperationCanceledException">
    /// The call was stopped, in which case it may be <see cref="Overdue"/>; or it cancelled itself.
    /// </exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> call)
    {
        var task = Task.Run(() => call(_cancellation.Token) ?? Task.FromResult(default(T)!));
        if (await Task.WhenAny(task, _stop.Task).ConfigureAwait(false) == task) return await task.ConfigureAwait(false);
        task.LeaveBehind();
        await ((Task)task).WaitAsync(_grace, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!task.IsCompleted) Overdue = task;
        throw new OperationCanceledException();
    }

    public void Dispose()
    {
        _timer.Dispose();
        _flight.Dispose();
    }

    private void Stop()
    {
        if (_stop.TrySetResult()) _cancellation.CancelAsync().LeaveBehind();
    }
}
