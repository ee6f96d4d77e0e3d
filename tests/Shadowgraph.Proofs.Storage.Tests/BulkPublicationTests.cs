using static Shadowgraph.Proofs.Tests.Storage.Samples;

namespace Shadowgraph.Proofs.Tests.Storage;

public sealed class BulkPublicationTests
{
    private SqliteWorld _world = null!;
    private FailingStore _store = null!;
    private AttestationRegistry _registry = null!;

    [SetUp]
    public async Task SetUp()
    {
        _world = new();
        _store = new(_world.Store());
        _registry = await AttestationRegistry.OpenAsync(_store, _world.Options());
    }

    [TearDown]
    public async Task TearDown()
    {
        await _registry.DisposeAsync();
        _world.Dispose();
    }

    [Test]
    public async Task PublishAsync_ThousandsOfChanges_IsOneTransaction_AndThereAfterReopening()
    {
        await _registry.PublishAsync(Changes(1, 3_000));
        var result = await _registry.PublishAsync(Changes(2_501, 3_500)
            .Concat(Enumerable.Range(1, 200).Select(i => RegistryChange.Remove(Account((ulong)i))).ToAsyncEnumerable()));

        Assert.That(_store.Applied, Is.EqualTo(2));
        Assert.That((result.Added, result.Replaced, result.Removed), Is.EqualTo((500, 500, 200)));
        Assert.That(_registry.Roots[^1].SubjectCount, Is.EqualTo(3_300).And.EqualTo(_registry.Count));
        await _registry.DisposeAsync();
        await using var again = await _world.OpenAsync();
        Assert.That(again.Root, Is.EqualTo(result.Root));
        Assert.That(await again.VerifyAsync(), Is.EqualTo(3_300));
        Assert.That(again.Open(Account(3_000)).Verify, Throws.Nothing);
        Assert.That(() => again.Open(Account(200)), Throws.TypeOf<KeyNotFoundException>());
    }

    [Test]
    public async Task PublishAsync_WithABadChangeInTheMiddle_StoresNothing()
    {
        await _registry.PublishAsync(Account(1), About(1));
        var root = _registry.Root;
        var changes = Changes(2, 2_000).Concat(new[] { RegistryChange.Publish(Account(9_000), []) }.ToAsyncEnumerable()).Concat(Changes(2_001, 3_000));

        var thrown = Assert.ThrowsAsync<RegistryChangeException>(() => _registry.PublishAsync(changes))!;

        Assert.That(thrown.Position, Is.EqualTo(1_999));
        Assert.That(_store.Applied, Is.EqualTo(1));
        Assert.That(_registry.Root, Is.EqualTo(root));
    }

    [Test]
    public async Task PublishAsync_WhenTheStoreFails_ChangesNothing()
    {
        await _registry.PublishAsync(Changes(1, 500));
        var root = _registry.Root;
        _store.Before = new RegistryStoreException(RegistryStoreErrorKind.Full, "no room");

        Assert.That(() => _registry.PublishAsync(Changes(400, 2_000)), Throws.TypeOf<RegistryStoreException>());

        Assert.That(_registry.Root, Is.EqualTo(root));
        Assert.That(await _registry.VerifyAsync(), Is.EqualTo(500));
        await _registry.PublishAsync(Changes(400, 2_000));
        Assert.That(await _registry.VerifyAsync(), Is.EqualTo(2_000));
    }

    [Test]
    public async Task PublishAsync_CancelledWhileItIsStored_StoresNothing()
    {
        await _registry.PublishAsync(Changes(1, 100));
        var root = _registry.Root;
        using var cancellation = new CancellationTokenSource();
        var gate = new TaskCompletionSource();
        _store.Gate = gate.Task;
        var publication = _registry.PublishAsync(Changes(1, 3_000), cancellationToken: cancellation.Token);
        await Wait.UntilAsync(() => _store.Applied == 2);
        await cancellation.CancelAsync();
        gate.SetResult();

        Assert.That(() => publication, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(_registry.Root, Is.EqualTo(root));
        await _registry.DisposeAsync();
        await using var again = await _world.OpenAsync();
        Assert.That(again.Root, Is.EqualTo(root));
        Assert.That(again.Count, Is.EqualTo(100));
    }

    [Test]
    public async Task PublishAsync_WhileReadersOpenLeaves_OpensTheLastRootOrTheNew()
    {
        await _registry.PublishAsync(Changes(1, 200));
        using var stop = new CancellationTokenSource();
        var opened = 0;
        var reading = Task.Run(async () =>
        {
            var random = new Random(1);
            while (!stop.IsCancellationRequested)
            {
                (await _registry.OpenAsync(Account((ulong)random.Next(1, 201)))).Verify();
                opened++;
            }
        });
        for (var i = 1; i <= 5; i++) await _registry.PublishAsync(Changes(1, 200, seed: i));
        var before = Volatile.Read(ref opened);
        await Wait.UntilAsync(() => Volatile.Read(ref opened) > before);
        await stop.CancelAsync();

        Assert.That(async () => await reading, Throws.Nothing);
    }

    private static IAsyncEnumerable<RegistryChange> Changes(int first, int last, int seed = 0) =>
        Enumerable.Range(first, last - first + 1).Select(i => RegistryChange.Publish(Account((ulong)i), About((ulong)i, seed))).ToAsyncEnumerable();
}
