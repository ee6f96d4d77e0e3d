using Microsoft.Extensions.Time.Testing;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Caching;

[TestFixture]
public sealed class DistributedCallsTests
{
    private static readonly TimeSpan Soon = Wait.Patience;

    private readonly DistributedProofCacheOptions _options = new();
    private FakeTimeProvider _time = null!;
    private RecordingLogger<DistributedCalls> _logger = null!;
    private DistributedCalls _calls = null!;

    [SetUp]
    public void Create()
    {
        _time = new FakeTimeProvider();
        _logger = new RecordingLogger<DistributedCalls>();
        _calls = new DistributedCalls(_options, _time, _logger);
    }

    [Test]
    public async Task Ask_OfACallThatAnswers_GivesTheAnswer()
    {
        Assert.That(await _calls.AskAsync(_ => Task.FromResult<string?>("yes"), default), Is.EqualTo("yes"));
        Assert.That(await _calls.AskAsync(_ => Task.FromResult<string?>(null), default), Is.Null);
        Assert.That(_calls.Faults, Is.Zero);
        Assert.That(_logger.Messages, Is.Empty);
    }

    [Test]
    public async Task Ask_AfterTwoFailures_PausesAndReportsOnce([Values] bool atOnce)
    {
        var made = 0;
        for (var i = 0; i < 100; i++) Assert.That(await FailAsync(), Is.Null);

        Assert.That(made, Is.EqualTo(2));
        Assert.That(_calls.Faults, Is.EqualTo(2));
        var message = _logger.Messages.Single();
        Assert.That(message.EventId, Is.EqualTo(1301));
        Assert.That(message.Text, Does.Contain(nameof(IOException)).And.Not.Contain("secret"));

        ValueTask<string?> FailAsync() => _calls.AskAsync<string>(
            _ =>
            {
                made++;
                return atOnce ? throw new IOException("secret") : Task.FromException<string?>(new IOException("secret"));
            },
            default);
    }

    [Test]
    public async Task Ask_WhileThePauseLasts_MakesNoCall_AndAfterItTriesASingleOne()
    {
        await FailTwiceAsync();
        _time.Advance(_options.BreakDuration - TimeSpan.FromMilliseconds(1));
        Assert.That(await AnswerAsync(), Is.Null);
        _time.Advance(TimeSpan.FromMilliseconds(2));

        var trial = new TaskCompletionSource<string?>();
        var trying = _calls.AskAsync(_ => trial.Task, default).AsTask();
        for (var i = 0; i < 10; i++) Assert.That(await AnswerAsync(), Is.Null, "Others go on without it while one tries.");
        trial.SetResult("back");

        Assert.That(await trying.WaitAsync(Soon), Is.EqualTo("back"));
        Assert.That(await AnswerAsync(), Is.EqualTo("yes"));
        Assert.That(_logger.Messages.Select(message => message.EventId), Is.EqualTo(new[] { 1301, 1302 }));
    }

    [Test]
    public async Task Ask_WhenEveryTrialFails_StaysQuiet()
    {
        await FailTwiceAsync();
        for (var i = 0; i < 20; i++)
        {
            _time.Advance(_options.BreakDuration + TimeSpan.FromMilliseconds(1));
            await _calls.AskAsync<string>(_ => Task.FromException<string?>(new IOException()), default);
        }

        Assert.That(_calls.Faults, Is.EqualTo(22));
        Assert.That(_logger.Messages.Select(message => message.EventId), Is.EqualTo(new[] { 1301 }));
    }

    [Test]
    public async Task Ask_WithOneFailureAmongMany_GoesOn()
    {
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < 9; i++) Assert.That(await AnswerAsync(), Is.EqualTo("yes"));
            await _calls.AskAsync<string>(_ => Task.FromException<string?>(new IOException()), default);
        }

        Assert.That(await AnswerAsync(), Is.EqualTo("yes"));
        Assert.That(_logger.Messages, Is.Empty);
    }

    [Test]
    public async Task Ask_OfACallThatHangs_WaitsNoLongerThanTheLimit([Values("ignores", "obeys", "blocks")] string how)
    {
        using var release = new ManualResetEventSlim();
        var cancelled = new TaskCompletionSource();
        var began = new TaskCompletionSource();
        var asking = _calls.AskAsync<string>(
            token =>
            {
                token.Register(cancelled.SetResult);
                began.SetResult();
                if (how == "blocks") release.Wait(Soon, CancellationToken.None);
                return how == "obeys" ? NeverAsync(token) : new TaskCompletionSource<string?>().Task;
            },
            default).AsTask();
        await began.Task.WaitAsync(Soon);
        await Task.Yield();
        Assert.That(asking.IsCompleted, Is.False);

        await PassLimitAsync(asking);

        Assert.That(await asking, Is.Null);
        await cancelled.Task.WaitAsync(Soon); // it is told, though nobody relies on it
        Assert.That(_calls.Faults, Is.EqualTo(1));
        release.Set();

        static async Task<string?> NeverAsync(CancellationToken token)
        {
            await Task.Delay(Timeout.Infinite, token);
            return null;
        }
    }

    [Test]
    public async Task Ask_OfCallsThatNeverReturn_HoldsOnToNoMoreThanItsMost()
    {
        var made = 0;
        var asking = Enumerable.Range(0, 3 * DistributedCalls.MostAtOnce).Select(_ => _calls.AskAsync<string>(
            _ =>
            {
                Interlocked.Increment(ref made);
                return new TaskCompletionSource<string?>().Task;
            },
            default).AsTask()).ToArray();

        await PassLimitAsync(Task.WhenAll(asking));

        Assert.That(made, Is.LessThanOrEqualTo(DistributedCalls.MostAtOnce));
        Assert.That(_logger.Messages.Select(message => message.EventId), Is.EqualTo(new[] { 1301 }));
    }

    [Test]
    public async Task Ask_ByMoreThanItsMostAtOnce_IsNoFailure()
    {
        var release = new TaskCompletionSource<string?>();
        var asking = Enumerable.Range(0, 3 * DistributedCalls.MostAtOnce)
            .Select(_ => _calls.AskAsync(_ => release.Task, default).AsTask()).ToArray();
        release.SetResult("yes");

        var answers = await Task.WhenAll(asking).WaitAsync(Soon);

        Assert.That(answers.Count(answer => answer == "yes"), Is.EqualTo(DistributedCalls.MostAtOnce));
        Assert.That(_calls.Faults, Is.Zero);
        await Wait.UntilAsync(async () => await AnswerAsync() is not null, "the first calls have left");
        Assert.That(await AnswerAsync(), Is.EqualTo("yes"));
        Assert.That(_logger.Messages, Is.Empty);
    }

    [Test]
    public async Task Ask_ThatTheCallerCancels_Throws_AndIsNoFailure()
    {
        for (var i = 0; i < 10; i++)
        {
            using var cancellation = new CancellationTokenSource();
            var asking = _calls.AskAsync(_ => new TaskCompletionSource<string?>().Task, cancellation.Token).AsTask();
            await cancellation.CancelAsync();
            Assert.CatchAsync<OperationCanceledException>(() => asking.WaitAsync(Soon));
        }

        Assert.That(await AnswerAsync(), Is.EqualTo("yes"), "Callers that leave say nothing about the cache.");
        Assert.That(_calls.Faults, Is.Zero);
    }

    [Test]
    public async Task Ask_WhoseTrialTheCallerLeaves_SaysNothingOfTheCache()
    {
        await FailTwiceAsync();
        _time.Advance(_options.BreakDuration + TimeSpan.FromMilliseconds(1));
        var trial = new TaskCompletionSource<string?>();
        using var cancellation = new CancellationTokenSource();
        var trying = _calls.AskAsync(_ => trial.Task, cancellation.Token).AsTask();

        await cancellation.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => trying.WaitAsync(Soon));

        Assert.That(await AnswerAsync(), Is.Null, "The trial goes on.");
        trial.SetException(new IOException());
        await Wait.UntilAsync(() => _calls.Faults == 3);
        Assert.That(await AnswerAsync(), Is.Null, "It failed, so the pause begins anew.");
        Assert.That(_logger.Messages.Select(message => message.EventId), Is.EqualTo(new[] { 1301 }));
    }

    [Test]
    public async Task Ask_OfACallThatCancelsItself_IsAFailure()
    {
        for (var i = 0; i < 3; i++)
            Assert.That(await _calls.AskAsync<string>(_ => Task.FromCanceled<string?>(new CancellationToken(true)), default), Is.Null);

        Assert.That(_calls.Faults, Is.EqualTo(2));
        Assert.That(_logger.Messages, Has.Count.EqualTo(1));
    }

    private ValueTask<string?> AnswerAsync() => _calls.AskAsync(_ => Task.FromResult<string?>("yes"), default);

    private async Task FailTwiceAsync()
    {
        for (var i = 0; i < 2; i++) await _calls.AskAsync<string>(_ => Task.FromException<string?>(new IOException()), default);
    }

    private Task PassLimitAsync(Task task) => _time.PassUntilAsync(task, TimeSpan.FromMilliseconds(100));
}
