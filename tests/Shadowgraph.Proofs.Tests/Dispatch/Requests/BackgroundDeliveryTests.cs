using Shadowgraph.Proofs.Dispatch.Requests;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch.Requests;

[TestFixture]
public sealed class BackgroundDeliveryTests
{
    private static readonly TimeSpan Soon = Wait.Patience;

    private RecordingLogger<BackgroundDeliveryTests> _logger = null!;

    [SetUp]
    public void Listen() => _logger = new();

    [Test]
    public async Task Tell_OfMany_DeliversAllInOrder_OneAtATime()
    {
        var (told, running, most) = (new List<int>(), 0, 0);
        var delivery = new BackgroundDelivery<int>(
            "it",
            item =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                told.Add(item);
                Interlocked.Decrement(ref running);
            },
            _logger);

        for (var i = 0; i < 10_000; i++)
        {
            delivery.Tell(i);
            if (i % 100 == 0) await delivery.WhenIdle.WaitAsync(Soon);
        }

        await delivery.WhenIdle.WaitAsync(Soon);
        Assert.That(told, Is.EqualTo(Enumerable.Range(0, 10_000)));
        Assert.That(most, Is.EqualTo(1));
        Assert.That(_logger.Messages, Is.Empty);
    }

    [Test]
    public async Task Tell_OfManyAtOnce_LosesNothing()
    {
        var told = 0;
        var delivery = new BackgroundDelivery<int>("it", item => told += item, _logger);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 5000; i++)
            {
                delivery.Tell(1);
                if (i % 50 == 0) await delivery.WhenIdle.WaitAsync(Soon);
            }
        })));
        await delivery.WhenIdle.WaitAsync(Soon);

        Assert.That(told, Is.EqualTo(20_000));
    }

    [Test]
    public async Task Receiver_ThatThrows_LosesThatOne_AndIsReportedOnce()
    {
        var told = new List<int>();
        var delivery = new BackgroundDelivery<int>(
            "it", item => told.Add(item % 2 == 0 ? item : throw new InvalidOperationException("secret")), _logger);

        for (var i = 0; i < 100; i++) delivery.Tell(i);
        await delivery.WhenIdle.WaitAsync(Soon);

        Assert.That(told, Is.EqualTo(Enumerable.Range(0, 50).Select(i => 2 * i)));
        Assert.That(_logger.Messages.Select(message => message.EventId), Is.EqualTo(new[] { 1001 }));
        Assert.That(_logger.Messages.Single().Text, Does.Contain("it failed with InvalidOperationException").And.Not.Contain("secret"));
    }

    [Test]
    public async Task Receiver_ThatHangs_HoldsUpNobody_KeepsWhatThereIsRoomFor_AndIsReportedOnce()
    {
        using var hang = new ManualResetEventSlim();
        using var hangs = new ManualResetEventSlim();
        var told = new List<int>();
        var delivery = new BackgroundDelivery<int>(
            "it",
            item =>
            {
                hangs.Set();
                hang.Wait();
                told.Add(item);
            },
            _logger);

        // Were the first one taken later, it would leave room for one after those that found none.
        delivery.Tell(0);
        Assert.That(hangs.Wait(Soon), Is.True);
        for (var i = 1; i < 3 * BackgroundDelivery<int>.Capacity; i++) delivery.Tell(i);
        Assert.That(delivery.WhenIdle.IsCompleted, Is.False);
        Assert.That(_logger.Messages.Select(message => message.EventId), Is.EqualTo(new[] { 1050 }));
        hang.Set();
        await delivery.WhenIdle.WaitAsync(Soon);

        Assert.That(told, Has.Count.InRange(BackgroundDelivery<int>.Capacity, BackgroundDelivery<int>.Capacity + 1));
        Assert.That(told, Is.EqualTo(Enumerable.Range(0, told.Count)));
        delivery.Tell(-1);
        await delivery.WhenIdle.WaitAsync(Soon);
        Assert.That(told[^1], Is.EqualTo(-1), "It is told again when it has caught up.");
    }

    [Test]
    public void WhenIdle_OfANewOne_IsDone() =>
        Assert.That(new BackgroundDelivery<int>("it", _ => { }, _logger).WhenIdle.IsCompleted, Is.True);
}
