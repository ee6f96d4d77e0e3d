using Shadowgraph.Proofs.Proving.Keys;

namespace Shadowgraph.Proofs.Tests.Proving.Keys;

[TestFixture]
[CancelAfter(30_000)]
public sealed class SingleFlightTests
{
    [Test]
    public async Task RunAsync_ManyAtOnce_WorksOnceAndKeepsTheResult(CancellationToken timeout)
    {
        var runs = 0;
        using var gate = new ManualResetEventSlim();
        var flight = new SingleFlight<object>((_, token) =>
        {
            Interlocked.Increment(ref runs);
            gate.Wait(token);
            return new object();
        });

        var waiting = Enumerable.Range(0, 20).Select(_ => flight.RunAsync(null, timeout)).ToArray();
        gate.Set();
        var results = await Task.WhenAll(waiting);
        var later = await flight.RunAsync(null, timeout);

        Assert.That(results.Append(later).Distinct().Count(), Is.EqualTo(1));
        Assert.That(runs, Is.EqualTo(1));
    }

    [Test]
    public async Task RunAsync_OneWaiterCancels_TheOtherStillGetsTheResult(CancellationToken timeout)
    {
        using var gate = new ManualResetEventSlim();
        using var impatient = new CancellationTokenSource();
        var flight = new SingleFlight<object>((_, token) =>
        {
            gate.Wait(token);
            return new object();
        });
        var leaves = flight.RunAsync(null, impatient.Token);
        var stays = flight.RunAsync(null, timeout);

        await impatient.CancelAsync();
        Assert.That(async () => await leaves, Throws.InstanceOf<OperationCanceledException>());
        gate.Set();

        Assert.That(await stays, Is.Not.Null);
    }

    [Test]
    public async Task RunAsync_LastWaiterCancels_CancelsTheWorkAndTheNextStartsAfresh(CancellationToken timeout)
    {
        var cancelled = new TaskCompletionSource();
        using var impatient = new CancellationTokenSource();
        using var started = new SemaphoreSlim(0);
        var runs = 0;
        var flight = new SingleFlight<object>((_, token) =>
        {
            if (Interlocked.Increment(ref runs) > 1) return new object();
            started.Release();
            token.WaitHandle.WaitOne();
            cancelled.SetResult();
            token.ThrowIfCancellationRequested();
            return new object();
        });

        var leaves = flight.RunAsync(null, impatient.Token);
        await started.WaitAsync(timeout);
        await impatient.CancelAsync();

        Assert.That(async () => await leaves, Throws.InstanceOf<OperationCanceledException>());
        await cancelled.Task.WaitAsync(timeout);
        Assert.That(await flight.RunAsync(null, timeout), Is.Not.Null);
        Assert.That(runs, Is.EqualTo(2));
    }

    [Test]
    public async Task RunAsync_WorkFails_AllHearItAndTheNextTriesAgain(CancellationToken timeout)
    {
        var runs = 0;
        var flight = new SingleFlight<object>((_, _) => ++runs == 1 ? throw new IOException("disk") : new object());

        Assert.That(async () => await flight.RunAsync(null, timeout), Throws.TypeOf<IOException>());
        Assert.That(await flight.RunAsync(null, timeout), Is.Not.Null);
    }

    [Test]
    public void RunAsync_CancelledBefore_StartsNothing()
    {
        var runs = 0;
        var flight = new SingleFlight<object>((_, _) => (++runs, new object()).Item2);

        Assert.That(async () => await flight.RunAsync(null, new CancellationToken(true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(runs, Is.Zero);
    }

    [Test]
    public async Task RunAsync_OneWatcherThrows_TheOtherIsStillTold(CancellationToken timeout)
    {
        using var gate = new ManualResetEventSlim();
        var flight = new SingleFlight<object>((progress, token) =>
        {
            gate.Wait(token);
            progress.Report(0.5);
            progress.Report(1);
            return new object();
        });
        var throwing = new Watcher { Throws = true };
        var listening = new Watcher();

        Task[] waiting = [flight.RunAsync(throwing, timeout), flight.RunAsync(listening, timeout)];
        gate.Set();
        await Task.WhenAll(waiting);

        Assert.That(throwing.Heard, Is.EqualTo(new[] { 0.5 }));
        Assert.That(listening.Heard, Is.EqualTo(new[] { 0.5, 1 }));
    }

    private sealed class Watcher : IProgress<double>
    {
        public bool Throws { get; init; }

        public List<double> Heard { get; } = [];

        public void Report(double value)
        {
            Heard.Add(value);
            if (Throws) throw new InvalidOperationException("a broken watcher");
        }
    }
}
