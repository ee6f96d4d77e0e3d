using Shadowgraph.Proofs.Dispatch;
using Shadowgraph.Proofs.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>Where the caller of an attempt continues; deadlines and cancellations are tested with the pipeline.</summary>
[TestFixture]
public sealed class AttemptCallTests
{
    [ThreadStatic]
    private static bool _cancels;

    [Test]
    public async Task Caller_AfterTheWork_ContinuesOnTheThreadOfTheWork()
    {
        using var begin = new ManualResetEventSlim();
        using var call = Call(
            begin,
            static (begin, _) =>
            {
                begin.Wait(Wait.Patience, CancellationToken.None);
                return Task.FromResult(Environment.CurrentManagedThreadId);
            });

        var caller = ContinueAsync(call);
        begin.Set();
        var (ofTheWork, ofTheCaller) = await caller.WaitAsync(Wait.Patience);

        Assert.That(ofTheCaller, Is.EqualTo(ofTheWork));
    }

    [Test]
    public async Task Caller_AfterACancellation_DoesNotHoldUpTheThreadThatCancels()
    {
        using var proof = new CancellationTokenSource();
        using var call = Call(
            0,
            static async (_, token) =>
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, token);
                return 0;
            },
            proof.Token);

        var caller = WhereCancelledAsync(call);
        _cancels = true;
        proof.Cancel();
        _cancels = false;

        Assert.That(await caller.WaitAsync(Wait.Patience), Is.False);
        Assert.That(call.IsStopped, Is.True);
    }

    private static AttemptCall<TState, int> Call<TState>(
        TState argument, Func<TState, CancellationToken, Task<int>> work, CancellationToken proof = default) =>
        new(new ProofPipelineOptions(), TimeProvider.System, argument, work, proof);

    private static async Task<(int OfTheWork, int OfTheCaller)> ContinueAsync<TState>(AttemptCall<TState, int> call)
    {
        var ofTheWork = await call.RunAsync().ConfigureAwait(false);
        return (ofTheWork, Environment.CurrentManagedThreadId);
    }

    /// <returns>Whether the caller continued within the call that cancels.</returns>
    private static async Task<bool> WhereCancelledAsync<TState>(AttemptCall<TState, int> call)
    {
        try
        {
            await call.RunAsync().ConfigureAwait(false);
            throw new InvalidOperationException("The attempt was not cancelled.");
        }
        catch (OperationCanceledException)
        {
            return _cancels;
        }
    }
}
