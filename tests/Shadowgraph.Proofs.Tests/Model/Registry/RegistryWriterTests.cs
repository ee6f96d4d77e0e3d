using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Tests.Reputation;
using Shadowgraph.Proofs.Threading;

namespace Shadowgraph.Proofs.Tests.Model.Registry;

public sealed class RegistryWriterTests
{
    private AttestationRegistry _registry = new();

    [SetUp]
    public void PublishThree()
    {
        _registry = new();
        for (var i = 1UL; i <= 3; i++) _registry.Publish(AttestationSamples.Account(i), Attestations(i));
    }

    [Test]
    public async Task Stage_SeveralPublications_GivesEachLeafOnceAndOneRoot()
    {
        using var writer = await _registry.WriteAsync(CancellationToken.None);

        var staged = writer.Stage(
            [[Publish(4)], [Publish(2)], [PreparedChange.Remove(AttestationSamples.Account(4)), Publish(5)], [Publish(4)], [Publish(2)]],
            Parallelism.Sequential);
        var before = _registry.Root;
        staged.Apply();

        Assert.That(before, Is.Not.EqualTo(staged.Root));
        Assert.That(_registry.Root, Is.EqualTo(staged.Root));
        Assert.That(staged.LeafCount, Is.EqualTo(6));
        Assert.That(staged.Changes.Select(change => change.Index), Is.EquivalentTo(new[] { 1, 3, 4, 5 }));
        Assert.That(staged.Changes.Single(change => change.Index == 3).Bundle, Is.Null);
        Assert.That(staged.Changes.Single(change => change.Index == 3).Leaf, Is.EqualTo(Fr.Zero));
        Assert.That(
            staged.Outcomes,
            Is.EqualTo(new PublicationOutcome[] { new(1, 0, 0, null), new(0, 1, 0, null), new(1, 0, 1, null), new(1, 0, 0, null), new(0, 1, 0, null) }));
        AssertAllVerify(1, 2, 3, 4, 5);
    }

    [Test]
    public async Task Stage_AConflictAmongSeveral_LeavesOutThatPublicationAlone()
    {
        using var secret = IdentitySecret.Create();
        using var writer = await _registry.WriteAsync(CancellationToken.None);

        var staged = writer.Stage(
            [
                [Hidden(4, secret.Commitment)],
                [Publish(6), Hidden(5, secret.Commitment)],
                [Publish(7), Hidden(1, secret.Commitment)],
                [PreparedChange.Remove(AttestationSamples.Account(4)), Hidden(8, secret.Commitment)],
            ],
            Parallelism.Sequential);
        staged.Apply();

        Assert.That(staged.Outcomes[0].Conflict, Is.Null);
        Assert.That(staged.Outcomes[1].Conflict!.Position, Is.EqualTo(1));
        Assert.That(staged.Outcomes[1].Conflict!.Problem, Does.Contain("another account's"));
        Assert.That(staged.Outcomes[2].Conflict!.Problem, Does.Contain("another key"));
        Assert.That(staged.Outcomes[3].Conflict, Is.Null);
        Assert.That(_registry.Count, Is.EqualTo(4));
        Assert.That(() => _registry.Open(AttestationSamples.Account(6)), Throws.TypeOf<KeyNotFoundException>());
        AssertAllVerify(1, 2, 3, 8);
    }

    [Test]
    public async Task Stage_ThenDropped_ChangesNothing()
    {
        var root = _registry.Root;
        using (var writer = await _registry.WriteAsync(CancellationToken.None))
        {
            writer.Stage([[Publish(1)], [Publish(4)], [PreparedChange.Remove(AttestationSamples.Account(2))]], Parallelism.Sequential);
        }

        Assert.That((_registry.Root, _registry.Count), Is.EqualTo((root, 3)));
        AssertAllVerify(1, 2, 3);
        _registry.Publish(AttestationSamples.Account(9), Attestations(9));
        Assert.That(_registry.Open(AttestationSamples.Account(9)).Path.Siblings, Has.Count.EqualTo(2));
        AssertAllVerify(1, 2, 3, 9);
    }

    [Test]
    public async Task Apply_AnOutdatedPublication_Throws()
    {
        var writer = await _registry.WriteAsync(CancellationToken.None);
        var first = writer.Stage([[Publish(4)]], Parallelism.Sequential);
        var second = writer.Stage([[Publish(5)]], Parallelism.Sequential);

        Assert.That(() => first.Apply(), Throws.InvalidOperationException.With.Message.Contains("Stage it again"));
        second.Apply();
        Assert.That(() => second.Apply(), Throws.InvalidOperationException);

        var third = writer.Stage([[Publish(6)]], Parallelism.Sequential);
        writer.Dispose();
        Assert.That(() => third.Apply(), Throws.InvalidOperationException);
        Assert.That(() => writer.Stage([], Parallelism.Sequential), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(_registry.Count, Is.EqualTo(4));
    }

    [Test]
    public async Task WriteAsync_WhileAnotherWrites_WaitsAndCanBeCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var writer = await _registry.WriteAsync(CancellationToken.None);
        var waiting = _registry.WriteAsync(cancellation.Token).AsTask();
        var next = _registry.WriteAsync(CancellationToken.None).AsTask();

        await cancellation.CancelAsync();
        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(next.IsCompleted, Is.False);
        AssertAllVerify(1, 2, 3);
        writer.Dispose();
        writer.Dispose();
        using var second = await next;
        Assert.That(_registry.WriteAsync(CancellationToken.None).IsCompleted, Is.False);
    }

    [Test]
    public async Task Load_StoredLeaves_GivesTheSameRegistry()
    {
        using var secret = IdentitySecret.Create();
        _registry.Publish(RegistrySubject.Hidden(AttestationSamples.Account(4), secret.Commitment), Attestations(4));
        _registry.Remove(AttestationSamples.Account(2));
        List<StoredLeaf> stored = [];
        Dictionary<int, AttestationBundle> bundles = [];
        foreach (var i in new[] { 4, 1, 3 })
        {
            var opening = _registry.Open(AttestationSamples.Account((ulong)i));
            var subject = i == 4
                ? RegistrySubject.Hidden(AttestationSamples.Account(4), secret.Commitment)
                : RegistrySubject.Named(AttestationSamples.Account((ulong)i));
            stored.Add(new(i - 1, subject, opening.Leaf, opening.Salt));
            bundles[i - 1] = opening.Bundle;
        }

        var loads = 0;
        var loaded = AttestationRegistry.Load(4, stored, Load, Parallelism.Sequential);

        Assert.That((loaded.Root, loaded.Count, loads), Is.EqualTo((_registry.Root, 3, 0)));
        Assert.That(loaded.Open(AttestationSamples.Account(4)).ToJson(), Is.EqualTo(_registry.Open(AttestationSamples.Account(4)).ToJson()));
        Assert.That(loads, Is.EqualTo(1));
        Assert.That(
            () => loaded.Publish(RegistrySubject.Hidden(AttestationSamples.Account(5), secret.Commitment), Attestations(5)),
            Throws.InvalidOperationException);

        // Kept where they were loaded from.
        using var writer = await loaded.WriteAsync(CancellationToken.None);
        var staged = writer.Stage([[Publish(6)]], Parallelism.Sequential);
        bundles[4] = staged.Changes[0].Bundle!;
        staged.Apply(Load);
        Assert.That(loaded.Open(AttestationSamples.Account(6)).Verify, Throws.Nothing);
        Assert.That(loads, Is.EqualTo(2));

        AttestationBundle Load(RegistryEntry entry)
        {
            loads++;
            return bundles[entry.Index];
        }
    }

    [TestCase(4, 0)]
    [TestCase(0, 1)]
    [TestCase(0, 2)]
    public void Load_LeavesThatCantBe_AreRefused(int index, int subject)
    {
        StoredLeaf[] leaves =
        [
            new(0, RegistrySubject.Named(AttestationSamples.Account(1)), 1, 1),
            new(index, RegistrySubject.Named(AttestationSamples.Account((ulong)subject + 1)), 1, 1),
            new(2, RegistrySubject.Named(AttestationSamples.Account(1)), 1, 1),
        ];

        Assert.That(
            () => AttestationRegistry.Load(3, leaves, _ => throw new AssertionException("Nothing is opened."), Parallelism.Sequential),
            Throws.ArgumentException.With.Message.Contains("Leaf"));
    }

    private static IEnumerable<Attestation> Attestations(ulong subject) =>
        [AttestationSamples.From(77) with { Target = AttestationSamples.Account(subject) }];

    private static PreparedChange Publish(ulong subject) =>
        PreparedChange.Publish(RegistrySubject.Named(AttestationSamples.Account(subject)), Attestations(subject));

    private static PreparedChange Hidden(ulong subject, Fr commitment) =>
        PreparedChange.Publish(RegistrySubject.Hidden(AttestationSamples.Account(subject), commitment), Attestations(subject));

    private void AssertAllVerify(params ulong[] subjects)
    {
        foreach (var subject in subjects)
        {
            var opening = _registry.Open(AttestationSamples.Account(subject));
            Assert.That(opening.Verify, Throws.Nothing);
            Assert.That(opening.Root, Is.EqualTo(_registry.Root));
        }
    }
}
