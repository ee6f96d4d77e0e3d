using System.Collections.Concurrent;
using System.Threading.Channels;
using Shadowgraph.Proofs.Limits;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>A limiter that answers when the test says so, and writes down what it was given back.</summary>
internal sealed class HandLimiter : IRateLimiter
{
    private readonly Channel<TaskCompletionSource<RateDecision>> _calls = Channel.CreateUnbounded<TaskCompletionSource<RateDecision>>();
    private long _permits;

    /// <summary>Users and permits that came back, in their order.</summary>
    public ConcurrentQueue<(ProofUserId User, long Permit)> GivenBack { get; } = [];

    /// <summary>Set to have giving back fail.</summary>
    public Func<ValueTask>? GiveBackFault { get; init; }

    /// <summary>Waits for the next call and answers it.</summary>
    public async Task<long> GrantNextAsync()
    {
        var call = await NextAsync();
        var permit = Interlocked.Increment(ref _permits);
        call.SetResult(RateDecision.Granted(permit));
        return permit;
    }

    /// <summary>Waits for the next call, for the test to answer.</summary>
    public Task<TaskCompletionSource<RateDecision>> NextAsync() =>
        _calls.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public ValueTask<RateDecision> TakeAsync(ProofUserId user, CancellationToken cancellationToken = default)
    {
        var call = new TaskCompletionSource<RateDecision>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls.Writer.TryWrite(call);
        return new ValueTask<RateDecision>(call.Task);
    }

    public ValueTask GiveBackAsync(ProofUserId user, long permit, CancellationToken cancellationToken = default)
    {
        GivenBack.Enqueue((user, permit));
        return GiveBackFault?.Invoke() ?? default;
    }

    public ValueTask<int?> RemainingAsync(ProofUserId user, CancellationToken cancellationToken = default) => default;
}
