using Shadowgraph.Proofs.Bn254;
using static Shadowgraph.Proofs.Tests.Storage.Samples;

namespace Shadowgraph.Proofs.Tests.Storage;

/// <summary>A store that fails is answered with a typed error, and the registry in memory never runs ahead of it.</summary>
public sealed class StoreFailureTests
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
        await _registry.PublishAsync(Account(1), About(1));
    }

    [TearDown]
    public async Task TearDown()
    {
        await _registry.DisposeAsync();
        _world.Dispose();
    }

    [Test]
    public async Task PublishAsync_SixteenAtOnce_ShareTransactions()
    {
        var gate = new TaskCompletionSource();
        _store.Gate = gate.Task;
        var first = _registry.PublishAsync(Account(2), About(2));
        await Wait.UntilAsync(() => _store.Applied == 2);
        var others = Enumerable.Range(3, 15).Select(i => _registry.PublishAsync(Account((ulong)i), About((ulong)i))).ToArray();
        await Wait.UntilAsync(() => _registry.WaitingPublications == 15);
        gate.SetResult();

        var roots = await Task.WhenAll([first, .. others]);

        Assert.That(_store.Applied, Is.EqualTo(3), "One before, the first of the sixteen, and the others together.");
        Assert.That(roots.Distinct().Count(), Is.EqualTo(2));
        Assert.That(_registry.Count, Is.EqualTo(17));
        Assert.That(await _registry.VerifyAsync(), Is.EqualTo(17));
    }

    [Test]
    public async Task PublishAsync_OfASubjectWhoseAttestationsNeverCome_HoldsNobodyUp()
    {
        var never = new ManualResetEventSlim();
        var stuck = _registry.PublishAsync(Account(2), Blocked(never, About(2)));

        await _registry.PublishAsync(Account(3), About(3));

        Assert.That(stuck.IsCompleted, Is.False);
        never.Set();
        await stuck;
        Assert.That(_registry.Count, Is.EqualTo(3));
    }

    [Test]
    public async Task PublishAsync_WhenTheStoreFails_ChangesNothing()
    {
        var root = _registry.Root;
        _store.Before = new RegistryStoreException(RegistryStoreErrorKind.Full, "no room");

        Assert.That(() => _registry.PublishAsync(Account(2), About(2)), Throws.TypeOf<RegistryStoreException>().With.Property("Kind").EqualTo(RegistryStoreErrorKind.Full));

        Assert.That(_registry.Root, Is.EqualTo(root));
        Assert.That(_registry.Count, Is.EqualTo(1));
        Assert.That(_registry.Roots, Has.Count.EqualTo(1));
        await _registry.PublishAsync(Account(2), About(2));
        Assert.That(_registry.Count, Is.EqualTo(2));
        await AssertSameAfterReopeningAsync();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task PublishAsync_AfterACommitWithoutAnswer_AsksTheStoreFirst(bool isStored)
    {
        var unknown = new RegistryStoreException(RegistryStoreErrorKind.Indeterminate, "gone");
        if (isStored) _store.After = unknown;
        else _store.Before = unknown;
        var root = _registry.Root;

        Assert.That(() => _registry.PublishAsync(Account(2), About(2)), Throws.TypeOf<RegistryStoreException>().With.Property("Kind").EqualTo(RegistryStoreErrorKind.Indeterminate));
        Assert.That(_registry.Root, Is.EqualTo(root), "The registry never runs ahead of what it knows to be stored.");
        await _registry.PublishAsync(Account(3), About(3));

        Assert.That(_registry.Count, Is.EqualTo(isStored ? 3 : 2));
        Assert.That(_registry.Open(Account(3)).Verify, Throws.Nothing);
        if (isStored) Assert.That(_registry.Open(Account(2)).Verify, Throws.Nothing);
        await AssertSameAfterReopeningAsync();
    }

    [Test]
    public async Task PublishAsync_CancelledWhileItWaits_IsNotPublished()
    {
        var gate = new TaskCompletionSource();
        _store.Gate = gate.Task;
        using var cancellation = new CancellationTokenSource();
        var first = _registry.PublishAsync(Account(2), About(2));
        await Wait.UntilAsync(() => _store.Applied == 2);
        var second = _registry.PublishAsync(RegistrySubject.Named(Account(3)), About(3), cancellation.Token);
        await Wait.UntilAsync(() => _registry.WaitingPublications == 1);

        await cancellation.CancelAsync();
        Assert.That(() => second, Throws.InstanceOf<OperationCanceledException>());
        gate.SetResult();
        await first;

        Assert.That(_registry.Count, Is.EqualTo(2));
        Assert.That(_store.Applied, Is.EqualTo(2));
    }

    [Test]
    public async Task PublishAsync_SomeOfThemWrong_GivesEachItsOwnAnswer()
    {
        var gate = new TaskCompletionSource();
        _store.Gate = gate.Task;
        using var secret = IdentitySecret.Create();
        using var cancellation = new CancellationTokenSource();
        var first = _registry.PublishAsync(Account(2), About(2));
        await Wait.UntilAsync(() => _store.Applied == 2);
        Task<Fr>[] good = [.. Enumerable.Range(3, 12).Select(i => _registry.PublishAsync(Account((ulong)i), About((ulong)i)))];
        var invalid = _registry.PublishAsync(Account(20), About(21));
        var conflicting = _registry.PublishAsync(RegistrySubject.Hidden(Account(1), secret.Commitment), About(1));
        var cancelled = _registry.PublishAsync(RegistrySubject.Named(Account(22)), About(22), cancellation.Token);
        var missing = _registry.RemoveAsync(Account(23));
        await Wait.UntilAsync(() => _registry.WaitingPublications == 15);
        await cancellation.CancelAsync();
        Assert.That(() => cancelled, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(good.Any(publication => publication.IsCompleted), Is.False, "Nothing is committed yet.");
        gate.SetResult();

        var roots = await Task.WhenAll(good);

        Assert.That(() => invalid, Throws.TypeOf<InvalidAttestationException>());
        Assert.That(() => conflicting, Throws.InvalidOperationException.With.Message.Contains("another key"));
        Assert.That(await missing, Is.False);
        await first;
        Assert.That(roots, Is.All.EqualTo(_registry.Root));
        Assert.That(_store.Applied, Is.EqualTo(3), "One before, the first, and all others together.");
        Assert.That(_registry.Count, Is.EqualTo(14));
        await AssertSameAfterReopeningAsync();
    }

    [Test]
    public async Task PublishAsync_OfOneSubject_TakesEffectInTheOrderOfCalls()
    {
        using var late = new ManualResetEventSlim();
        var first = _registry.PublishAsync(Account(2), Blocked(late, About(2, seed: 1)));
        var removal = _registry.RemoveAsync(Account(2));
        var last = _registry.PublishAsync(Account(2), About(2, seed: 2));
        late.Set();

        await Task.WhenAll(first, removal, last);

        Assert.That(await removal, Is.True);
        Assert.That((await _registry.OpenAsync(Account(2))).Bundle.Hash, Is.EqualTo(AttestationBundle.From(Account(2), About(2, seed: 2)).Hash));
        await AssertSameAfterReopeningAsync();
    }

    [Test]
    public void Exception_SaysNothingOfSubjects()
    {
        _store.Before = new RegistryStoreException(RegistryStoreErrorKind.Unavailable, "gone");

        var thrown = Assert.ThrowsAsync<RegistryStoreException>(() => _registry.PublishAsync(Account(2), About(2)))!;

        Assert.That(thrown.ToString(), Does.Not.Contain(Account(2).ToString()));
    }

    private static IEnumerable<Attestation> Blocked(ManualResetEventSlim gate, IEnumerable<Attestation> attestations)
    {
        gate.Wait();
        foreach (var attestation in attestations) yield return attestation;
    }

    private async Task AssertSameAfterReopeningAsync()
    {
        var (root, count) = (_registry.Root, _registry.Count);
        await _registry.DisposeAsync();
        _store = new(_world.Store());
        _registry = await AttestationRegistry.OpenAsync(_store, _world.Options());
        Assert.That(_registry.Root, Is.EqualTo(root));
        Assert.That(_registry.Count, Is.EqualTo(count));
    }
}
