using Microsoft.Extensions.Time.Testing;
using Shadowgraph.Proofs.Tests.Reputation;

namespace Shadowgraph.Proofs.Tests.Model.Registry.Storage;

public sealed class GroupCommitTests
{
    private static readonly QuantizedChange Change = QuantizedChange.Remove(AttestationSamples.Account(0xa1));

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
        var adding = group.AddAsync(Change.Account, Prepare, CancellationToken.None);

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
        var adding = group.AddAsync(Change.Account, Prepare, CancellationToken.None);
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

        Assert.That(() => group.AddAsync(Change.Account, () => throw new InvalidOperationException(), CancellationToken.None), Throws.InvalidOperationException);

        await group.WhenPreparedAsync();
        Assert.That(group.Count, Is.Zero);
    }

    [Test]
    public async Task AddAsync_OfAnAccountInPreparation_WaitsForTheEarlierChange()
    {
        var group = new GroupCommit(_time);
        var first = group.AddAsync(Change.Account, Prepare, CancellationToken.None);
        var second = group.AddAsync(Change.Account, () => Change, CancellationToken.None);
        var other = await group.AddAsync(AttestationSamples.Account(2), () => QuantizedChange.Remove(AttestationSamples.Account(2)), CancellationToken.None);

        Assert.That(group.Take(), Is.EqualTo(new[] { other }));
        Assert.That(second.IsCompleted, Is.False);
        _prepared.Set();
        Assert.That(new[] { await first, await second }, Is.EqualTo(group.Take()));
    }

    [Test]
    public async Task AddAsync_AfterAnEarlierChangeFailed_Proceeds()
    {
        var group = new GroupCommit(_time);
        var first = group.AddAsync(
            Change.Account,
            () =>
            {
                Prepare();
                throw new InvalidOperationException();
            },
            CancellationToken.None);
        var second = group.AddAsync(Change.Account, () => Change, CancellationToken.None);

        _prepared.Set();

        Assert.That(() => first, Throws.InvalidOperationException);
        Assert.That(new[] { await second }, Is.EqualTo(group.Take()));
    }

    [Test]
    public async Task AddAsync_AfterACancelledChange_StillWaitsForTheChangeBefore()
    {
        var group = new GroupCommit(_time);
        using var cancellation = new CancellationTokenSource();
        var first = group.AddAsync(Change.Account, Prepare, CancellationToken.None);
        var second = group.AddAsync(Change.Account, () => Change, cancellation.Token);
        await cancellation.CancelAsync();
        Assert.That(() => second, Throws.InstanceOf<OperationCanceledException>());
        var third = group.AddAsync(Change.Account, () => Change, CancellationToken.None);
        var other = await group.AddAsync(AttestationSamples.Account(2), () => QuantizedChange.Remove(AttestationSamples.Account(2)), CancellationToken.None);

        Assert.That(third.IsCompleted, Is.False);
        _prepared.Set();
        Assert.That(new[] { other, await first, await third }, Is.EqualTo(group.Take()));
    }

    [Test]
    public async Task TryBeginCommit_WhileACommitRuns_LeavesWaitingChangesToTheCommit()
    {
        var group = new GroupCommit(_time);
        Assert.That(group.TryBeginCommit(), Is.True);
        Assert.That(group.TryBeginCommit(), Is.False);
        var waiting = await group.AddAsync(Change.Account, () => Change, CancellationToken.None);

        Assert.That(group.EndCommit(), Is.False, "A change waits, and nobody else would commit the change.");
        Assert.That(group.Take(), Is.EqualTo(new[] { waiting }));
        Assert.That(group.EndCommit(), Is.True);
        Assert.That(group.TryBeginCommit(), Is.True);
    }

    private QuantizedChange Prepare()
    {
        _prepared.Wait();
        return Change;
    }
}
