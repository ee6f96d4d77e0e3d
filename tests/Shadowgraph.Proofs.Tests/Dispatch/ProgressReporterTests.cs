using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using Shadowgraph.Proofs.Dispatch;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ProgressReporterTests
{
    private static readonly TimeSpan Patience = Wait.Patience;

    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLogger<IProofPipeline> _logger = new();
    private readonly Channel<ProofProgress> _reports = Channel.CreateUnbounded<ProofProgress>();

    [Test]
    public async Task FinishAsync_AfterTheLastReport_HasDeliveredAllInOrder()
    {
        var seen = new List<long>();
        var delivery = ReporterOf(report => seen.Add(report.Sequence));

        for (var i = 0; i < 100; i++) _reports.Writer.TryWrite(Report(i));
        _reports.Writer.Complete();
        await delivery.FinishAsync().WaitAsync(Patience);

        Assert.That(seen, Is.EqualTo(Enumerable.Range(0, 100)));
        Assert.That(_logger.Messages, Is.Empty);
    }

    [Test]
    public async Task Callback_ThatThrows_IsLoggedOnceAndNotCalledAgain()
    {
        var calls = 0;
        var delivery = ReporterOf(_ =>
        {
            calls++;
            throw new InvalidOperationException("salt 123");
        });

        for (var i = 0; i < 10; i++) _reports.Writer.TryWrite(Report(i));
        _reports.Writer.Complete();
        await delivery.FinishAsync().WaitAsync(Patience);

        Assert.That(calls, Is.EqualTo(1));
        var message = _logger.Messages.Single();
        Assert.That(message.Text, Does.Contain(nameof(InvalidOperationException)).And.Not.Contain("salt"));
        Assert.That(message.Exception, Is.Null);
    }

    [Test]
    public async Task FinishAsync_WhileTheCallbackBlocks_WaitsASecondAndNoCallFollows()
    {
        using var gate = new ManualResetEventSlim();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = 0;
        var delivery = ReporterOf(_ =>
        {
            Interlocked.Increment(ref calls);
            entered.TrySetResult();
            gate.Wait();
        });
        _reports.Writer.TryWrite(Report(0));
        await entered.Task.WaitAsync(Patience);
        _reports.Writer.TryWrite(Report(1));

        var finish = delivery.FinishAsync();
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.That(finish.IsCompleted, Is.False);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await finish.WaitAsync(Patience);

        gate.Set();
        await delivery.FinishAsync().WaitAsync(Patience);
        Assert.That(calls, Is.EqualTo(1));
    }

    [Test]
    public async Task FinishAsync_WhenTheStreamDoesNotEnd_ClosesIt()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var delivery = new ProgressReporter(new Callback(_ => { }), Endless(closed), Guid.NewGuid(), _time, _logger);

        var finish = delivery.FinishAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        await finish.WaitAsync(Patience);

        await closed.Task.WaitAsync(Patience);
        Assert.That(_logger.Messages, Is.Empty);
    }

    [Test]
    public async Task Callback_IsNotCalledOnTheThreadThatReports()
    {
        var thread = -1;
        var delivery = ReporterOf(_ => thread = Environment.CurrentManagedThreadId);
        var reporter = new Thread(() =>
        {
            _reports.Writer.TryWrite(Report(0));
            _reports.Writer.Complete();
        });

        reporter.Start();
        await delivery.FinishAsync().WaitAsync(Patience);

        Assert.That(thread, Is.Not.EqualTo(-1).And.Not.EqualTo(reporter.ManagedThreadId));
    }

    private ProgressReporter ReporterOf(Action<ProofProgress> callback) =>
        new(new Callback(callback), _reports.Reader.ReadAllAsync(), Guid.NewGuid(), _time, _logger);

    private static ProofProgress Report(long sequence) => new()
    {
        RequestId = Guid.Empty,
        Sequence = sequence,
        State = ProofState.Processing,
        Stage = ProofStage.Proving,
        Percent = sequence,
        Description = "",
        Attempt = 1,
    };

    private static async IAsyncEnumerable<ProofProgress> Endless(
        TaskCompletionSource closed,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            yield return Report(0);
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            closed.SetResult();
        }
    }

    private sealed class Callback(Action<ProofProgress> action) : IProgress<ProofProgress>
    {
        public void Report(ProofProgress value) => action(value);
    }
}
