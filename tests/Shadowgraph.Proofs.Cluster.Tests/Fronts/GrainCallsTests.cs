using Microsoft.Extensions.Time.Testing;
using ProofCluster.Fronts;

namespace Shadowgraph.Proofs.Tests.Cluster.Fronts;

[TestFixture]
public sealed class GrainCallsTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task FailedCalls_AreRepeatedUntilOneAnswers()
    {
        var calls = 0;

        var answer = new GrainCalls(_time).UntilAsync(
            () => ++calls < 4 ? throw new TimeoutException() : Task.FromResult(calls), TimeSpan.FromMinutes(1), CancellationToken.None);

        await _time.PassUntilAsync(answer, GrainCalls.Pause);
        Assert.That(await answer, Is.EqualTo(4));
    }

    [Test]
    public async Task PatienceThatIsOver_GivesTheLastFailure()
    {
        var call = new GrainCalls(_time).UntilAsync<int>(() => throw new TimeoutException(), TimeSpan.FromSeconds(2), CancellationToken.None);

        await Task.WhenAny(_time.PassUntilAsync(call, GrainCalls.Pause), call);

        Assert.ThrowsAsync<TimeoutException>(() => call);
    }

    [Test]
    public async Task Cancellation_EndsTheCalls()
    {
        using var cancelled = new CancellationTokenSource();
        var call = new GrainCalls(_time).UntilAsync(() => new TaskCompletionSource<int>().Task, TimeSpan.FromMinutes(1), cancelled.Token);

        await cancelled.CancelAsync();

        Assert.CatchAsync<OperationCanceledException>(() => call);
    }
}
