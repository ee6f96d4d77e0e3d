using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Tests.Threading;

public sealed class ParallelismTests
{
    // So many that no thread gets to the end while another one, however long it is kept from a processor, is about to stop them all.
    private const int Endless = int.MaxValue;

    [Test]
    public void For_OfAnyCount_VisitsEachItemOnce([Values(0, 1, 7, 1000)] int count, [Values(1, 3, 5000)] int grain, [Values(0, 1, 2, 4)] int degree)
    {
        var visits = new int[count];
        new Parallelism(degree, CancellationToken.None).For(count, grain, (from, to) =>
        {
            Assert.That(to - from, Is.InRange(1, grain));
            for (var i = from; i < to; i++) Interlocked.Increment(ref visits[i]);
        });
        Assert.That(visits, Has.All.EqualTo(1));
    }

    [Test]
    public void For_Nested_Ends()
    {
        var total = 0;
        var parallelism = new Parallelism(4, CancellationToken.None);
        parallelism.For(50, 1, (_, _) => parallelism.For(50, 1, (from, to) => Interlocked.Add(ref total, to - from)));
        Assert.That(total, Is.EqualTo(2500));
    }

    [Test]
    public void For_WhenABodyThrows_RethrowsThatExceptionAndStops([Values(1, 3)] int degree)
    {
        var failure = new InvalidOperationException("this one");
        var visited = 0;
        var thrown = Assert.Throws<InvalidOperationException>(() => new Parallelism(degree, CancellationToken.None).For(Endless, 1, (from, _) =>
        {
            Interlocked.Increment(ref visited);
            if (from == 10) throw failure;
        }));
        Assert.That(thrown, Is.SameAs(failure));
        Assert.That(visited, Is.LessThan(Endless));
    }

    [Test]
    public void For_CancelledOnTheWay_StopsBeforeTheNextRange([Values(1, 3)] int degree)
    {
        using var source = new CancellationTokenSource();
        var visited = 0;
        var exception = Assert.Throws<OperationCanceledException>(() => new Parallelism(degree, source.Token).For(Endless, 1, (_, _) =>
        {
            if (Interlocked.Increment(ref visited) == 5) source.Cancel();
        }));
        Assert.That(exception.CancellationToken, Is.EqualTo(source.Token));
        Assert.That(visited, Is.LessThan(Endless));
    }

    [Test]
    public void Invoke_OfActions_RunsThemAll()
    {
        var results = new int[3];
        new Parallelism(2, CancellationToken.None).Invoke(() => results[0] = 1, () => results[1] = 2, () => results[2] = 3);
        Assert.That(results, Is.EqualTo(new[] { 1, 2, 3 }));
    }
}
