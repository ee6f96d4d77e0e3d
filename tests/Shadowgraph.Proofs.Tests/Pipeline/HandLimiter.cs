using System.Collections.Concurrent;
using System.Threading.Channels;
using Shadowgraph.Proofs.Limits;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>A limiter that answers when the test says so, and writes down what it was given back.</summary>
internal sealed class HandLimiter : IRateLimiter
{
    private readonly Channel<Call> _calls = Channel.CreateUnbounded<Call>();
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
        call.Grant(permit);
        return permit;
    }

    /// <summary>Waits for the next call, for the test to answer.</summary>
    public Task<Call> NextAsync() =>
        _calls.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public ValueTask<PermitLease> AcquireAsync(ProofUserId user, CancellationToken cancellationToken = default)
    {
        var call = new Call(this, user);
        _calls.Writer.TryWrite(call);
        return new ValueTask<PermitLease>(call.Answer);
    }

    public ValueTask<int?> RemainingAsync(ProofUserId user, CancellationToken cancellationToken = default) => default;

    /// <summary>A call that waits for its answer.</summary>
    internal sealed class Call(HandLimiter limiter, ProofUserId user)
    {
        private readonly TaskCompletionSource<PermitLease> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<PermitLease> Answer => _answer.Task;

        /// <summary>Answers with a permit of this number.</summary>
        public void Grant(long permit) => _answer.SetResult(PermitLease.Acquired(_ =>
        {
            limiter.GivenBack.Enqueue((user, permit));
            return limiter.GiveBackFault?.Invoke() ?? default;
        }));
    }
}
