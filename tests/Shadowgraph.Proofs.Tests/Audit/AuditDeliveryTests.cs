using Shadowgraph.Proofs.Audit;

namespace Shadowgraph.Proofs.Tests.Audit;

/// <summary>Sinks that work, throw, hang, block and can't keep up.</summary>
[TestFixture]
public sealed class AuditDeliveryTests
{
    private static readonly TimeSpan Soon = Wait.Patience;
    private static readonly AuditOptions Tight = new() { SinkCapacity = 8 };

    [Test]
    public async Task Sinks_AreToldEverythingInOrder()
    {
        ScriptedSink one = new(), two = new();
        await using var world = new AuditWorld(null, one, two);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => world.Record(500)))).WaitAsync(Soon);
        await world.Trail.FlushAsync().WaitAsync(Soon);

        Assert.That(one.Taken.Select(entry => entry.Sequence), Is.EqualTo(Enumerable.Range(1, 2_000)));
        Assert.That(two.Taken, Is.EqualTo(one.Taken));
        Assert.That(world.Trail.LostCount, Is.Zero);
        Assert.That(world.Logger.Messages, Is.Empty);
    }

    [Test]
    public async Task Flush_WithNothingRecorded_IsDone()
    {
        await using var world = new AuditWorld(null, new ScriptedSink());

        Assert.That(world.Trail.FlushAsync().IsCompletedSuccessfully, Is.True);
    }

    [Test]
    public async Task SinkThatThrows_IsAskedAgainWithTheSame_AndReportedOnce([Values] bool atOnce)
    {
        var faults = 3;
        var sink = new ScriptedSink
        {
            Script = async _ =>
            {
                if (!atOnce) await Task.Yield();
                if (faults-- > 0) throw new IOException("The disk is full.");
            },
        };
        await using var world = new AuditWorld(null, sink);

        world.Record(5);
        await world.PassTimeUntilAsync(world.Trail.FlushAsync());

        Assert.That(sink.Taken.Select(entry => entry.Sequence), Is.EqualTo(Enumerable.Range(1, 5)));
        Assert.That(sink.Calls, Is.GreaterThanOrEqualTo(4));
        Assert.That(world.Logged(1401), Is.EqualTo(1));
        Assert.That(world.Logger.Messages.Single().Text, Does.Contain("IOException").And.Not.Contain("disk"));
        Assert.That(world.Trail.LostCount, Is.Zero);
    }

    [Test]
    public async Task SinkThatCannotKeepUp_LosesEntriesInOneGap_WhichIsCountedReportedAndRecorded()
    {
        var open = new TaskCompletionSource();
        var sink = new ScriptedSink { Script = _ => new ValueTask(open.Task) };
        var healthy = new ScriptedSink();
        await using var world = new AuditWorld(Tight, sink, healthy);

        for (var i = 0; i < 30; i++)
        {
            world.Record(1);
            var recorded = world.Trail.Head.Sequence;
            await world.PassTimeUntilAsync(() => healthy.Taken.Length == recorded && sink.Calls == 1);
        }

        Assert.That(world.Trail.LostCount, Is.EqualTo(30 - 1 - 8 + 1), "all but the first, which the sink has, and eight that wait; and the note of the gap");
        open.SetResult();
        await world.PassTimeUntilAsync(() => world.Logged(1404) == 1);
        await world.Trail.FlushAsync().WaitAsync(Soon);

        var notes = world.Trail.Recent().Where(entry => entry.Detail?.StartsWith("ScriptedSink") == true).ToArray();
        Assert.That(notes.Select(entry => entry.Action), Is.EqualTo(new[] { AuditAction.EntriesLost, AuditAction.EntriesLost }));
        var first = sink.Taken.Zip(sink.Taken.Skip(1)).First(pair => pair.Second.Sequence != pair.First.Sequence + 1).First.Sequence + 1;
        Assert.That(notes[0].Detail, Is.EqualTo($"ScriptedSink takes no entries from {first} on."));
        Assert.That(notes[1].Detail, Is.EqualTo($"ScriptedSink lost {world.Trail.LostCount} entries, {first} to 31."));
        Assert.That(sink.Taken[^1].Sequence, Is.EqualTo(32), "the account of the gap");
        Assert.That(sink.Taken, Has.Length.EqualTo(32 - world.Trail.LostCount));
        Assert.That(healthy.Taken.Select(entry => entry.Sequence), Is.EqualTo(Enumerable.Range(1, 32)), "others lose nothing");
        Assert.That(world.Logged(1403), Is.EqualTo(1));
        Assert.That(world.Trail.Verify().IsIntact, Is.True);
    }

    [Test]
    public async Task SinkThatHangs_HoldsNobodyUp_AndIsLeftAtTheEnd([Values] bool blocks)
    {
        using var release = new ManualResetEventSlim();
        var sink = new ScriptedSink
        {
            Script = _ =>
            {
                if (!blocks) return new ValueTask(new TaskCompletionSource().Task);
                release.Wait(CancellationToken.None);
                return default;
            },
        };
        var world = new AuditWorld(Tight, sink);

        await Task.Run(() => world.Record(1_000)).WaitAsync(Soon);
        await world.PassTimeUntilAsync(() => world.Logged(1402) == 1);
        Assert.That(world.Trail.Recent(), Has.Count.EqualTo(1_000));
        Assert.That(world.Trail.FlushAsync(new CancellationToken(canceled: true)).IsCanceled, Is.True);
        await world.DisposeAsync();

        Assert.That(world.Trail.LostCount, Is.EqualTo(1_001), "with the note that it loses them");
        Assert.That((world.Logged(1402), world.Logged(1403), world.Logged(1405)), Is.EqualTo((1, 1, 1)));
        release.Set();
    }

    [Test]
    public async Task SinkThatAlwaysThrows_IsLeftAtTheEnd_AndNothingOfItIsUnobserved()
    {
        var sink = new ScriptedSink { Script = _ => ValueTask.FromException(new InvalidOperationException()) };
        var world = new AuditWorld(Tight, sink);

        world.Record(50);
        await world.DisposeAsync();

        Assert.That(world.Trail.LostCount, Is.EqualTo(51));
        Assert.That((world.Logged(1401), world.Logged(1405)), Is.EqualTo((1, 1)));
        Assert.That(sink.Taken, Is.Empty);
    }

    [Test]
    public async Task Close_LetsTheSinkTakeWhatWaits()
    {
        var sink = new ScriptedSink { Script = async _ => await Task.Yield() };
        var world = new AuditWorld(null, sink);

        world.Record(700);
        await world.DisposeAsync();

        Assert.That(sink.Taken.Select(entry => entry.Sequence), Is.EqualTo(Enumerable.Range(1, 700)));
        Assert.That(world.Trail.LostCount, Is.Zero);
    }

    [Test]
    public async Task Record_AfterTheClose_IsKeptInMemoryAndCountedAsLost()
    {
        var sink = new ScriptedSink();
        var world = new AuditWorld(null, sink);
        await world.DisposeAsync();

        world.Record(3);

        Assert.That(world.Trail.Recent(), Has.Count.EqualTo(4), "with the note that the sink takes none");
        Assert.That(world.Trail.LostCount, Is.EqualTo(4));
        Assert.That(sink.Taken, Is.Empty);
        await world.DisposeAsync();
    }
}
