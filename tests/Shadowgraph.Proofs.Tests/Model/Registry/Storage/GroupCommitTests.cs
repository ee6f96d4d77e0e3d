using Microsoft.Extensions.Time.Testing;

namespace Shadowgraph.Proofs.Tests.Model.Registry.Storage;

public sealed class GroupCommitTests
{
    private static readonly PreparedChange Change = PreparedChange.Remove(EvmAddress.Parse("0x00000000000000000000000000000000000000a1"));

    private FakeTimeProvider _time = new();
    private ManualResetEventSlim _prepared = new();

    [SetUp]
    public void SetUp() => (_time, _prepared) = (new(), new());

    [TearDown]
    public void TearDown() => _prepared.Dispose();

    [Test]
    public void WhenPreparedAsync_OfNone_IsDone() => Assert.That(new GroupCommit(_time).WhenPreparedAsync().IsCompleted, Is.True);

    [Test]
    public async Task WhenPreparedAsync_WaitsForChangesInPreparation()
    {
        var group = new GroupCommit(_time);
        var adding = group.AddAsync(Prepare, CancellationToken.None);

        var waiting = group.WhenPreparedAsync();

        Assert.That(waiting.IsCompleted, Is.False);
        _prepared.Set();
        await waiting;
        Assert.That(group.Take(), Is.EqualTo(new[] { await adding }));
    }

    [Test]
    public async Task WhenPreparedAsync_GivesUpOnASlowPreparation()
    {
        var group = new GroupCommit(_time);
        var adding = group.AddAsync(Prepare, CancellationToken.None);
        var waiting = group.WhenPreparedAsync();

        _time.Advance(GroupCommit.LongestWait);

        await waiting;
        Assert.That(group.Count, Is.Zero);
        _prepared.Set();
        await adding;
        Assert.That(group.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task WhenPreparedAsync_AfterAFailedPreparation_IsDone()
    {
        var group = new GroupCommit(_time);

        Assert.That(() => group.AddAsync(() => throw new InvalidOperationException(), CancellationToken.None), Throws.InvalidOperationException);

        await group.WhenPreparedAsync();
        Assert.That(group.Count, Is.Zero);
    }

    private PreparedChange Prepare()
    {
        _prepared.Wait();
        return Change;
    }
}
