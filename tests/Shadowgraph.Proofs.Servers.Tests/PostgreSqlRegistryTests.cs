using System.Collections.Concurrent;
using System.Globalization;
using Shadowgraph.Proofs.Tests.Storage;
using static Shadowgraph.Proofs.Tests.Storage.Samples;

namespace Shadowgraph.Proofs.Tests.Servers;

public sealed class PostgreSqlRegistryTests
{
    private PostgreSqlWorld _world = null!;

    [SetUp]
    public async Task SetUp() => _world = await PostgreSqlWorld.CreateAsync(Servers.PostgreSql);

    [TearDown]
    public async Task TearDown()
    {
        if (_world is not null) await _world.DisposeAsync();
    }

    [TestCase(1)]
    [TestCase(2)]
    public async Task RandomOperations_WithReopening_AreThoseOfTheModel(int seed)
    {
        var model = new RegistryModel(_world.Store, _world.Options, seed);

        await model.PlayAsync(120);

        Assert.That(model.Reopenings, Is.Positive);
    }

    [Test]
    public async Task OpenAsync_WhileAnotherSessionWrites_IsRefused()
    {
        await using (var first = await _world.OpenAsync())
        {
            await first.PublishAsync(Account(1), About(1));
            Assert.That(_world.OpenAsync, Throws.TypeOf<RegistryStoreException>().With.Property("Kind").EqualTo(RegistryStoreErrorKind.InUse));
        }

        await using var second = await _world.OpenAsync();
        Assert.That(second.Count, Is.EqualTo(1));
    }

    [Test]
    public async Task PublishAsync_AfterItsSessionEndedAndAnotherTookOver_StoresNothing()
    {
        await using var first = await _world.OpenAsync();
        await first.PublishAsync(Account(1), About(1));
        await EndSessionsAsync();
        await using var second = await _world.OpenAsync();
        await second.PublishAsync(Account(2), About(2));

        // The first call may find the connection gone; no later one finds the lock free.
        Assert.That(() => first.PublishAsync(Account(3), About(3)), Throws.TypeOf<RegistryStoreException>());
        Assert.That(
            () => first.PublishAsync(Account(3), About(3)),
            Throws.TypeOf<RegistryStoreException>().With.Property("Kind").EqualTo(RegistryStoreErrorKind.Superseded));

        Assert.That(first.Count, Is.EqualTo(1));
        await second.PublishAsync(Account(3), About(3));
        Assert.That(second.Count, Is.EqualTo(3));
    }

    [Test]
    public async Task PublishAsync_AfterItsSessionEnded_TakesTheLockAgain()
    {
        await using var registry = await _world.OpenAsync();
        await registry.PublishAsync(Account(1), About(1));
        await EndSessionsAsync();

        Assert.That(
            () => registry.PublishAsync(Account(2), About(2)),
            Throws.TypeOf<RegistryStoreException>().With.Property("Kind").EqualTo(RegistryStoreErrorKind.Unavailable));
        await registry.PublishAsync(Account(2), About(2));

        Assert.That(registry.Count, Is.EqualTo(2));
        Assert.That(_world.OpenAsync, Throws.TypeOf<RegistryStoreException>().With.Property("Kind").EqualTo(RegistryStoreErrorKind.InUse));
    }

    [Test]
    public async Task PublishAsync_WhileTheServerIsKilledAndStartedAgain_KeepsEveryAnswer()
    {
        var answered = new ConcurrentDictionary<ulong, int>();
        var failures = new ConcurrentBag<RegistryStoreException>();
        await using var registry = await _world.OpenAsync();
        for (var round = 0; round < 3; round++)
        {
            using var stop = new CancellationTokenSource();
            var before = answered.Count;
            var publishing = Enumerable.Range(0, 4).Select(lane => Task.Run(() => PublishUntilAsync(registry, lane, round, answered, failures, stop.Token))).ToArray();
            await Wait.UntilAsync(() => answered.Count >= before + 20);
            await Servers.PostgreSql.KillAsync();
            await Wait.UntilAsync(() => !failures.IsEmpty);
            await Servers.PostgreSql.StartAgainAsync();
            var restarted = answered.Count;
            await Wait.UntilAsync(() => answered.Count >= restarted + 20);
            await stop.CancelAsync();
            await Task.WhenAll(publishing);
            await AssertHoldsAsync(registry, answered);
        }

        Assert.That(failures.Select(failure => failure.Kind).Distinct(), Is.SubsetOf(new[] { RegistryStoreErrorKind.Unavailable, RegistryStoreErrorKind.Indeterminate }));
        await registry.RefreshAsync();
        var root = registry.Root;
        await registry.DisposeAsync();
        await using var again = await _world.OpenAsync();
        Assert.That(again.Root, Is.EqualTo(root));
        await AssertHoldsAsync(again, answered);
        await again.VerifyAsync();
    }

    [Test]
    public async Task OpenReadOnlyAsync_FollowsTheWriter()
    {
        await using var writer = await _world.OpenAsync();
        await writer.PublishAsync(Account(1), About(1));
        await using var reader = await _world.OpenReadOnlyAsync();
        await writer.PublishAsync(Account(2), About(2));
        await writer.RemoveAsync(Account(1));

        Assert.That(await reader.RefreshAsync(), Is.True);

        Assert.That(reader.Root, Is.EqualTo(writer.Root));
        Assert.That((await reader.OpenAsync(Account(2))).ToJson(), Is.EqualTo((await writer.OpenAsync(Account(2))).ToJson()));
        Assert.That(await reader.RefreshAsync(), Is.False);
    }

    [TestCase("UPDATE shadowgraph_leaf SET content = (SELECT content FROM shadowgraph_leaf WHERE leaf_index = 2) WHERE leaf_index = 1", "Leaf 1")]
    [TestCase("DELETE FROM shadowgraph_leaf WHERE leaf_index = 1", "missing")]
    [TestCase("DELETE FROM shadowgraph_root WHERE sequence = 2", "lacks the roots")]
    public async Task OpenAsync_OfAnAlteredStore_NamesWhatIsWrong(string sql, string named)
    {
        await using (var registry = await _world.OpenAsync())
        {
            for (var i = 1UL; i <= 4; i++) await registry.PublishAsync(Account(i), About(i));
        }

        await _world.QueryAsync(sql);

        Assert.That(_world.OpenAsync, Throws.TypeOf<RegistryStoreException>().With.Property("Kind").EqualTo(RegistryStoreErrorKind.Damaged).And.Message.Contains(named));
    }

    [Test]
    public async Task ResealAsync_WithANewKey_KeepsTheRoot()
    {
        var options = new RegistryStorageOptions().SealWith(RegistryStorageOptions.CreateKey());
        await using (var registry = await _world.OpenAsync())
        {
            await Task.WhenAll(Enumerable.Range(1, 300).Select(i => registry.PublishAsync(Account((ulong)i), About((ulong)i))));
            await registry.ResealAsync(options);
        }

        await using var again = await AttestationRegistry.OpenAsync(_world.Store(), options);
        Assert.That(await again.VerifyAsync(), Is.EqualTo(300));
    }

    [Test]
    public async Task Count_OfTransactions_OfManyAtOnce_IsSmall()
    {
        await using var registry = await _world.OpenAsync();

        await Task.WhenAll(Enumerable.Range(1, 64).Select(i => registry.PublishAsync(Account((ulong)i), About((ulong)i))));

        Assert.That(registry.Count, Is.EqualTo(64));
        Assert.That(Convert.ToInt64(await _world.QueryAsync("SELECT count(*) FROM shadowgraph_root"), CultureInfo.InvariantCulture), Is.LessThan(64));
    }

    /// <summary>Ends the sessions of the writer as the server does when it runs out of something or is told to.</summary>
    private async Task EndSessionsAsync() => await _world.QueryAsync(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

    private static async Task PublishUntilAsync(
        AttestationRegistry registry, int lane, int round, ConcurrentDictionary<ulong, int> answered, ConcurrentBag<RegistryStoreException> failures,
        CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var subject = (ulong)((round * 4 + lane) * 100_000 + i + 1);
            try
            {
                await registry.PublishAsync(Account(subject), About(subject, i));
                answered[subject] = i;
            }
            catch (RegistryStoreException e)
            {
                failures.Add(e);
                await Task.Yield();
            }
        }
    }

    private static async Task AssertHoldsAsync(AttestationRegistry registry, ConcurrentDictionary<ulong, int> answered)
    {
        foreach (var (subject, seed) in answered)
        {
            var opening = await registry.OpenAsync(Account(subject));
            opening.Verify();
            Assert.That(opening.Bundle.Hash, Is.EqualTo(AttestationBundle.From(Account(subject), About(subject, seed)).Hash));
        }
    }
}
