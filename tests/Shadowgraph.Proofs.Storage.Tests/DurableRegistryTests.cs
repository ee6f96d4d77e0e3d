using Microsoft.Data.Sqlite;
using Shadowgraph.Proofs.Bn254;
using static Shadowgraph.Proofs.Tests.Storage.Samples;

namespace Shadowgraph.Proofs.Tests.Storage;

public sealed class DurableRegistryTests
{
    private SqliteWorld _world = null!;

    [SetUp]
    public void SetUp() => _world = new();

    [TearDown]
    public void TearDown() => _world.Dispose();

    [Test]
    public async Task OpenAsync_AfterClosing_HasRootsAndOpeningsAgain()
    {
        using var secret = IdentitySecret.Create();
        RegistryOpening[] before;
        await using (var registry = await _world.OpenAsync())
        {
            for (var i = 1UL; i <= 5; i++) await registry.PublishAsync(Account(i), About(i));
            await registry.PublishAsync(RegistrySubject.Hidden(Account(6), secret.Commitment), About(6));
            await registry.PublishAsync(Account(2), About(2, seed: 1));
            Assert.That(await registry.RemoveAsync(Account(4)), Is.True);
            Assert.That(await registry.RemoveAsync(Account(4)), Is.False);
            before = [.. new ulong[] { 1, 2, 3, 5, 6 }.Select(i => registry.Open(Account(i)))];
        }

        await using var again = await _world.OpenAsync();

        Assert.That(again.Count, Is.EqualTo(5));
        Assert.That(again.Root, Is.EqualTo(before[0].Root));
        Assert.That(again.Roots.Select(root => root.Sequence), Is.EqualTo(Enumerable.Range(1, 8)));
        Assert.That(again.Roots[^1].Root, Is.EqualTo(again.Root));
        Assert.That(() => again.Open(Account(4)), Throws.TypeOf<KeyNotFoundException>());
        foreach (var (opening, i) in before.Zip(new ulong[] { 1, 2, 3, 5, 6 }))
        {
            Assert.That((await again.OpenAsync(Account(i))).ToJson(), Is.EqualTo(opening.ToJson()));
            Assert.That(again.Open(Account(i)).Verify, Throws.Nothing);
        }

        Assert.That(await again.VerifyAsync(), Is.EqualTo(5));
        await again.PublishAsync(Account(4), About(4));
        Assert.That((await again.OpenAsync(Account(4))).Verify, Throws.Nothing);
    }

    [Test]
    public async Task Publish_Synchronously_IsDurableToo()
    {
        Fr root;
        await using (var registry = await _world.OpenAsync())
        {
            registry.Publish(Account(1), About(1));
            registry.Publish(Account(2), About(2));
            Assert.That(registry.Remove(Account(1)), Is.True);
            root = registry.Root;
        }

        await using var again = await _world.OpenAsync();
        Assert.That(again.Root, Is.EqualTo(root));
    }

    [Test]
    public void OpenAsync_WithoutAKey_ThrowsAndNamesTheWaysOut()
    {
        Assert.That(
            () => AttestationRegistry.OpenAsync(_world.Store()),
            Throws.InvalidOperationException.With.Message.Contains("UnsealedStore()").And.Message.Contains("SealWith"));
        Assert.That(() => new RegistryStorageOptions().SealWith(new byte[31]), Throws.ArgumentException);
        Assert.That(() => new RegistryStorageOptions().SealWith(new byte[32]), Throws.ArgumentException.With.Message.Contains("equal"));
    }

    [Test]
    public async Task Sealed_NoFileHoldsAccountsAttestersOrSalts()
    {
        var account = EvmAddress.Parse("0x2b5ad5c4795c026514f8317c7a215e218dccd6cf");
        var attester = EvmAddress.Parse("0x1eff47bc3a10a45d4b230b5d10e37751fe6aa718");
        using var secret = IdentitySecret.Create();
        var attestation = About(1)[0] with { Source = attester, Target = account };
        await using (var registry = await _world.OpenAsync())
        {
            await registry.PublishAsync(RegistrySubject.Hidden(account, secret.Commitment), [attestation]);
            var salt = registry.Open(account).Salt;
            foreach (var text in (byte[][])[Bytes(account), Bytes(attester), Bytes(salt), Bytes(secret.Commitment)])
                Assert.That(_world.Bytes().AsSpan().IndexOf(text), Is.EqualTo(-1));
            Assert.That(_world.Bytes().AsSpan().IndexOf(Bytes(registry.Root)), Is.Not.EqualTo(-1), "Roots are public, and what is searched for can be found.");
        }

        // The same without a seal, to see that the search finds what is there.
        using var open = new SqliteWorld();
        await using var unsealed = await AttestationRegistry.OpenAsync(open.Store(), new RegistryStorageOptions().UnsealedStore());
        await unsealed.PublishAsync(account, [attestation]);
        Assert.That(open.Bytes().AsSpan().IndexOf(Bytes(account)), Is.Not.EqualTo(-1));
        Assert.That(open.Bytes().AsSpan().IndexOf(Bytes(attester)), Is.Not.EqualTo(-1));
    }

    [Test]
    public async Task Unsealed_IsOpenedAgain_AndNotWithAKey()
    {
        await using (var registry = await AttestationRegistry.OpenAsync(_world.Store(), new RegistryStorageOptions().UnsealedStore()))
        {
            await registry.PublishAsync(Account(1), About(1));
        }

        await using (var again = await AttestationRegistry.OpenAsync(_world.Store(), new RegistryStorageOptions().UnsealedStore()))
        {
            Assert.That(again.Open(Account(1)).Verify, Throws.Nothing);
        }

        Assert.That(_world.OpenAsync, Throws.TypeOf<RegistryStoreException>().With.Property("Kind").EqualTo(RegistryStoreErrorKind.WrongKey)
            .And.Message.Contains("not sealed"));
    }

    [Test]
    public async Task OpenAsync_WithAnotherKey_IsRefused()
    {
        await _world.PublishAsync(1, 2);
        var other = new RegistryStorageOptions().SealWith(RegistryStorageOptions.CreateKey());

        Assert.That(
            () => AttestationRegistry.OpenAsync(_world.Store(), other),
            Throws.TypeOf<RegistryStoreException>().With.Property("Kind").EqualTo(RegistryStoreErrorKind.WrongKey).And.Message.Contains("another key"));
        Assert.That(
            () => AttestationRegistry.OpenAsync(_world.Store(), new RegistryStorageOptions().UnsealedStore()),
            Throws.TypeOf<RegistryStoreException>().With.Property("Kind").EqualTo(RegistryStoreErrorKind.WrongKey).And.Message.Contains("SealWith"));
    }

    [Test]
    public async Task ResealAsync_WithANewKey_KeepsTheRoot_AndTheOldKeyNoLongerOpens()
    {
        var key = RegistryStorageOptions.CreateKey();
        Fr root;
        await using (var registry = await _world.OpenAsync())
        {
            for (var i = 1UL; i <= 40; i++) await registry.PublishAsync(Account(i), About(i));
            await registry.RemoveAsync(Account(7));
            root = registry.Root;
            await registry.ResealAsync(new RegistryStorageOptions().SealWith(key));
            Assert.That(registry.Root, Is.EqualTo(root));
            Assert.That(registry.Roots.Select(published => published.Root), Is.EqualTo(new[] { root }));
            Assert.That(registry.Open(Account(3)).Verify, Throws.Nothing);
            await registry.PublishAsync(Account(41), About(41));
            root = registry.Root;
        }

        Assert.That(_world.OpenAsync, Throws.TypeOf<RegistryStoreException>().With.Property("Kind").EqualTo(RegistryStoreErrorKind.WrongKey));
        await using var again = await AttestationRegistry.OpenAsync(_world.Store(), new RegistryStorageOptions().SealWith(key));
        Assert.That(again.Root, Is.EqualTo(root));
        Assert.That(await again.VerifyAsync(), Is.EqualTo(40));
    }

    [Test]
    public async Task ReadAsync_WithoutNews_ReadsTheLatestRootAlone_AndWithNewsAllRoots()
    {
        await _world.PublishAsync(1, 2, 3);
        await using var store = _world.Store();

        await using (var all = await store.ReadAsync(0)) Assert.That(all!.Roots.Select(root => root.Sequence), Is.EqualTo(new[] { 1, 2, 3 }));
        await using (var none = await store.ReadAsync(3)) Assert.That(none!.Roots.Select(root => root.Sequence), Is.EqualTo(new[] { 3 }));
        await using (var some = await store.ReadAsync(2))
        {
            Assert.That(some!.Roots.Select(root => root.Sequence), Is.EqualTo(new[] { 1, 2, 3 }));
            Assert.That(await some.Leaves.CountAsync(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task Roots_AreBounded_WithTheTimesAtWhichTheyWerePublished()
    {
        var options = _world.Options(retainedRoots: 3);
        await using (var registry = await AttestationRegistry.OpenAsync(_world.Store(), options))
        {
            for (var i = 1UL; i <= 5; i++)
            {
                _world.Time.Advance(TimeSpan.FromMinutes(1));
                await registry.PublishAsync(Account(i), About(i));
            }

            Assert.That(registry.Roots.Select(root => root.Sequence), Is.EqualTo(new[] { 3, 4, 5 }));
        }

        await using var again = await AttestationRegistry.OpenAsync(_world.Store(), options);
        Assert.That(again.Roots.Select(root => root.PublishedAt.ToUnixTimeSeconds()), Is.EqualTo(new[] { 1_800_000_180, 1_800_000_240, 1_800_000_300 }));
        Assert.That(again.Roots.Select(root => root.SubjectCount), Is.EqualTo(new[] { 3, 4, 5 }));
        Assert.That(_world.Query("SELECT count(*) FROM shadowgraph_root"), Is.EqualTo(3));
    }

    [Test]
    public async Task OpenReadOnlyAsync_FollowsTheWriter()
    {
        await using var writer = await _world.OpenAsync();
        for (var i = 1UL; i <= 9; i++) await writer.PublishAsync(Account(i), About(i));
        await using var reader = await _world.OpenReadOnlyAsync();
        Assert.That(reader.Root, Is.EqualTo(writer.Root));
        Assert.That(await reader.RefreshAsync(), Is.False);

        await writer.PublishAsync(Account(3), About(3, seed: 5));
        await writer.RemoveAsync(Account(5));
        await writer.PublishAsync(Account(10), About(10));
        await writer.PublishAsync(Account(11), About(11));
        await writer.RemoveAsync(Account(11));
        await writer.PublishAsync(Account(5), About(5, seed: 2));
        Assert.That(await reader.RefreshAsync(), Is.True);

        Assert.That(reader.Root, Is.EqualTo(writer.Root));
        Assert.That(reader.Count, Is.EqualTo(writer.Count).And.EqualTo(10));
        Assert.That(reader.Roots, Is.EqualTo(writer.Roots));
        foreach (var i in (ulong[])[3, 5, 10]) Assert.That(reader.Open(Account(i)).ToJson(), Is.EqualTo(writer.Open(Account(i)).ToJson()));
        Assert.That(() => reader.Open(Account(11)), Throws.TypeOf<KeyNotFoundException>());
        Assert.That(() => reader.PublishAsync(Account(1), About(1)), Throws.InvalidOperationException.With.Message.Contains("for reading"));
        Assert.That(() => reader.Publish(Account(1), About(1)), Throws.InvalidOperationException.With.Message.Contains("for reading"));
        Assert.That(() => reader.RemoveAsync(Account(1)), Throws.InvalidOperationException);
    }

    [Test]
    public async Task OpenAsync_OfALeafThatTheWriterReplaced_ReadsTheNewRootFirst()
    {
        await using var writer = await _world.OpenAsync();
        await writer.PublishAsync(Account(1), About(1));
        await using var reader = await _world.OpenReadOnlyAsync();
        await writer.PublishAsync(Account(1), About(1, seed: 3));

        var opening = await reader.OpenAsync(Account(1));

        Assert.That(opening.ToJson(), Is.EqualTo(writer.Open(Account(1)).ToJson()));
        Assert.That(reader.Root, Is.EqualTo(writer.Root));
    }

    [Test]
    public void OpenReadOnlyAsync_WhereThereIsNone_IsMissing() => Assert.That(
        _world.OpenReadOnlyAsync, Throws.TypeOf<RegistryStoreException>().With.Property("Kind").EqualTo(RegistryStoreErrorKind.Missing));

    [Test]
    public async Task OpenAsync_WhileAnotherWrites_IsRefused()
    {
        await using (var first = await _world.OpenAsync())
        {
            await first.PublishAsync(Account(1), About(1));
            Assert.That(_world.OpenAsync, Throws.TypeOf<RegistryStoreException>().With.Property("Kind").EqualTo(RegistryStoreErrorKind.InUse)
                .And.Message.Contains("OpenReadOnlyAsync"));
            await first.PublishAsync(Account(2), About(2));
        }

        await using var second = await _world.OpenAsync();
        Assert.That(second.Count, Is.EqualTo(2));
    }

    [Test]
    public async Task PublishAsync_AfterAnotherTookOver_StoresNothing()
    {
        await using var first = await _world.OpenAsync();
        await first.PublishAsync(Account(1), About(1));
        var root = first.Root;

        // As if the lock had been lost: the file is deleted, and another process takes over.
        File.Delete(_world.Database + "-shadowgraph_registry.lock");
        await using var second = await _world.OpenAsync();

        Assert.That(
            () => first.PublishAsync(Account(2), About(2)),
            Throws.TypeOf<RegistryStoreException>().With.Property("Kind").EqualTo(RegistryStoreErrorKind.Superseded));
        Assert.That(first.Root, Is.EqualTo(root));
        await second.PublishAsync(Account(3), About(3));
        Assert.That(second.Count, Is.EqualTo(2));
    }

    [Test]
    public async Task PublishAsync_UnderASecondKey_FailsAloneInItsGroup()
    {
        using var secret = IdentitySecret.Create();
        await using var registry = await _world.OpenAsync();
        await registry.PublishAsync(Account(1), About(1));

        var good = registry.PublishAsync(Account(2), About(2));
        var conflict = registry.PublishAsync(RegistrySubject.Hidden(Account(1), secret.Commitment), About(1));

        Assert.That(() => conflict, Throws.InvalidOperationException.With.Message.Contains("another key"));
        await good;
        Assert.That(registry.Open(Account(2)).Verify, Throws.Nothing);
        Assert.That(() => registry.PublishAsync(Account(3), []), Throws.TypeOf<InvalidAttestationException>());
        Assert.That(registry.Roots, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task OpenAsync_ADatabaseOfAnotherForm_IsRefused([Values(1, 3)] int form)
    {
        await _world.PublishAsync(1);
        _world.Execute($"UPDATE shadowgraph_registry SET form = {form}");

        Assert.That(_world.OpenAsync, Throws.TypeOf<RegistryStoreException>().With.Property("Kind").EqualTo(RegistryStoreErrorKind.Unsupported)
            .And.Message.Contains($"format {form};"));
    }

    [Test]
    public async Task OpenAsync_InMemoryOrWithoutALog_IsRefused()
    {
        await using var source = SqliteFactory.Instance.CreateDataSource("Data Source=:memory:");

        Assert.That(
            () => AttestationRegistry.OpenAsync(new DbRegistryStore(source), _world.Options()),
            Throws.TypeOf<RegistryStoreException>().With.Property("Kind").EqualTo(RegistryStoreErrorKind.Unsupported));
        foreach (var prefix in (string[])["", "1a", "A_", "a;b", new('a', 31)])
            Assert.That(() => new DbRegistryStore(source, prefix), Throws.ArgumentException);
    }

    [Test]
    public async Task Prefix_KeepsRegistriesOfOneDatabaseApart()
    {
        await using var first = await _world.OpenAsync();
        await using var second = await AttestationRegistry.OpenAsync(new DbRegistryStore(_world.Source, "second_"), _world.Options());
        await first.PublishAsync(Account(1), About(1));
        await second.PublishAsync(Account(2), About(2));

        Assert.That(first.Count, Is.EqualTo(1));
        Assert.That(second.Count, Is.EqualTo(1));
        Assert.That(_world.Query("SELECT count(*) FROM second_leaf"), Is.EqualTo(1));
    }

    private static byte[] Bytes(EvmAddress account)
    {
        var bytes = new byte[20];
        account.Write(bytes);
        return bytes;
    }

    private static byte[] Bytes(Fr value)
    {
        var bytes = new byte[32];
        value.Write(bytes);
        return bytes;
    }
}
