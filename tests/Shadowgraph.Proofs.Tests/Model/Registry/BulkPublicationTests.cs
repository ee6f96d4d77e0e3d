using CsCheck;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Tests.Reputation;

namespace Shadowgraph.Proofs.Tests.Model.Registry;

[Parallelizable]
public sealed class BulkPublicationTests
{
    private static readonly PublicationOptions TwoThreads = new() { MaxThreads = 2 };

    [Test]
    public async Task PublishAsync_AnyBatches_LeaveTheRegistryOfTheModel() =>
        await Gen.Select(Gen.Select(Gen.ULong[1, 60], Gen.Int[0, 5], Gen.Int[1, 20]).List[0, 80], Gen.Int[1, 3]).List[1, 5].SampleAsync(
            async batches =>
            {
                var registry = new AttestationRegistry();
                var model = new RegistryModel();
                foreach (var (changes, threads) in batches)
                {
                    var batch = changes.DistinctBy(change => change.Item1).ToArray();
                    var result = await registry.PublishAsync(
                        Async(batch.Select(change => change.Item2 == 0 ? Remove(change.Item1) : Publish(change.Item1, change.Item3))),
                        new() { MaxThreads = threads });
                    Assert.That(
                        (result.Added, result.Replaced, result.Removed, result.Attestations),
                        Is.EqualTo(model.Change(batch.Select(change => (change.Item1, change.Item2 == 0 ? 0 : change.Item3)))));
                    model.Check(registry, result.Root);
                }
            },
            iter: 12, threads: 1);

    [Test]
    public async Task PublishAsync_Thousands_IsWhatOneByOneWouldBe()
    {
        // More than the changes that are made in place, and several parts of different lengths.
        var registry = new AttestationRegistry();
        var model = new RegistryModel();
        (ulong, int)[] first = [.. Enumerable.Range(1, 1500).Select(i => ((ulong)i, i % 97 == 0 ? 100 : i % 3 + 1))];
        (ulong, int)[] second = [.. Enumerable.Range(1000, 1500).Select(i => ((ulong)i, i % 5 == 0 ? 0 : 2))];

        foreach (var batch in new[] { first, second })
        {
            var result = await registry.PublishAsync(
                Async(batch.Select(change => change.Item2 == 0 ? Remove(change.Item1) : Publish(change.Item1, change.Item2))), TwoThreads);
            Assert.That((result.Added, result.Replaced, result.Removed, result.Attestations), Is.EqualTo(model.Change(batch)));
        }

        model.Check(registry, registry.Root);
        registry.Publish(Account(7), Attestations(7, 3));
        registry.Remove(Account(8));
        model.Change([(7, 3), (8, 0)]);
        model.Check(registry, registry.Root);
    }

    [Test]
    public async Task PublishAsync_OfHiddenSubjects_KeepsTheirKeys()
    {
        using var secret = IdentitySecret.Create();
        using var other = IdentitySecret.Create();
        var registry = new AttestationRegistry();
        var hidden = RegistrySubject.Hidden(Account(1), secret.Commitment);
        await registry.PublishAsync(Async([RegistryChange.Publish(hidden, Attestations(1, 2)), Publish(2, 1)]));

        Assert.That(registry.Open(Account(1)).SubjectKey, Is.EqualTo(secret.Commitment));
        await FailsAsync(registry, 1, "subject", "another key", Publish(3, 1), Publish(1, 1));
        await FailsAsync(
            registry, 0, "subject", "another account's",
            RegistryChange.Publish(RegistrySubject.Hidden(Account(9), secret.Commitment), Attestations(9, 1)), Publish(3, 1));
        await FailsAsync(
            registry, 2, "subject", "another account's",
            Publish(3, 1),
            RegistryChange.Publish(RegistrySubject.Hidden(Account(8), other.Commitment), Attestations(8, 1)),
            RegistryChange.Publish(RegistrySubject.Hidden(Account(9), other.Commitment), Attestations(9, 1)));

        // Given up by one and taken by the next.
        await registry.PublishAsync(
            Async([Remove(1), RegistryChange.Publish(RegistrySubject.Hidden(Account(9), secret.Commitment), Attestations(9, 1))]));
        Assert.That(registry.Open(Account(9)).Verify, Throws.Nothing);
        Assert.That(() => registry.Open(Account(1)), Throws.TypeOf<KeyNotFoundException>());
    }

    [Test]
    public async Task PublishAsync_ABadChange_NamesItsPlaceAndChangesNothing()
    {
        var registry = await RegistryOfThreeAsync();
        RegistryChange[] good = [.. Enumerable.Range(10, 600).Select(i => Publish((ulong)i, 1))];

        await FailsAsync(
            registry, 600, "attestations[1].opinion.uncertainty", "dogmatic",
            [.. good, RegistryChange.Publish(Account(1), [.. Attestations(1, 1), AttestationSamples.From(9, 0.5, 0.5, 0) with { Target = Account(1) }])]);
        await FailsAsync(
            registry, 300, "attestations[0].source", "is the subject itself",
            [.. good[..300], RegistryChange.Publish(Account(1), [AttestationSamples.From(1) with { Target = Account(1) }]), .. good[300..]]);
        await FailsAsync(
            registry, 1, "attestations[1].source", "Keep one per attester",
            Publish(10, 1), RegistryChange.Publish(Account(1), [.. Attestations(1, 1), .. Attestations(1, 1)]));
        await FailsAsync(registry, 1, "attestations[0].target", "not the subject", Publish(10, 1), RegistryChange.Publish(Account(2), Attestations(3, 1)));
        await FailsAsync(registry, 0, "attestations", "are empty", RegistryChange.Publish(Account(2), []));
        await FailsAsync(registry, 600, "account", "changes[5] changes already", [.. good, Remove(15)]);
        await FailsAsync(registry, 1, "change", "is null", Publish(10, 1), null!);
    }

    [Test]
    public async Task PublishAsync_WhenTheChangesOrProgressThrow_ChangesNothing()
    {
        var registry = await RegistryOfThreeAsync();
        var root = registry.Root;

        Assert.That(
            async () => await registry.PublishAsync(Throwing(), TwoThreads), Throws.InvalidOperationException.With.Message.EqualTo("the source is gone"));
        Assert.That(
            async () => await registry.PublishAsync(
                Async([RegistryChange.Publish(Account(50), Enumerable.Range(0, 3).Select(IEnumerable<Attestation> (_) => throw new InvalidOperationException("lazy")).SelectMany(x => x))])),
            Throws.InvalidOperationException.With.Message.EqualTo("lazy"));
        foreach (var stage in new[] { PublicationStage.Preparing, PublicationStage.BuildingTree })
        {
            var progress = new Progress(told => { if (told.Stage == stage) throw new InvalidOperationException("told"); });
            Assert.That(
                async () => await registry.PublishAsync(Async([Publish(50, 1)]), null, progress), Throws.InvalidOperationException.With.Message.EqualTo("told"));
        }

        AssertUnchanged(registry, root);

        static async IAsyncEnumerable<RegistryChange> Throwing()
        {
            for (var i = 10UL; i < 600; i++) yield return Publish(i, 1);
            await Task.Yield();
            throw new InvalidOperationException("the source is gone");
        }
    }

    [Test]
    public async Task PublishAsync_CancelledAtAnyStage_ChangesNothing([Range(0, 4)] int stage)
    {
        var registry = await RegistryOfThreeAsync();
        var root = registry.Root;
        using var cancellation = new CancellationTokenSource();
        RegistryChange[] changes = [Publish(1, 2), Remove(2), .. Enumerable.Range(10, 700).Select(i => Publish((ulong)i, 1))];
        var progress = new Progress(told =>
        {
            if (stage == 2 && told.Stage == PublicationStage.Preparing) cancellation.Cancel();
            if (stage == 3 && told.Stage == PublicationStage.BuildingTree) cancellation.Cancel();
        });
        if (stage == 0) await cancellation.CancelAsync();

        Task<PublicationResult> publication;
        if (stage == 4)
        {
            // While it waits for another publication.
            using var writer = await registry.WriteAsync(CancellationToken.None);
            publication = registry.PublishAsync(Async(changes), TwoThreads, progress, cancellation.Token);
            await Wait.UntilAsync(() => progress.Told.Any(told => told.Stage == PublicationStage.BuildingTree));
            await cancellation.CancelAsync();
            Assert.That(async () => await publication, Throws.InstanceOf<OperationCanceledException>());
        }
        else
        {
            publication = registry.PublishAsync(
                Async(changes.Select((change, i) =>
                {
                    if (stage == 1 && i == 500) cancellation.Cancel();
                    return change;
                })),
                TwoThreads, progress, cancellation.Token);
            Assert.That(async () => await publication, Throws.InstanceOf<OperationCanceledException>());
        }

        AssertUnchanged(registry, root);
        var result = await registry.PublishAsync(Async(changes), TwoThreads);
        Assert.That((result.Added, result.Replaced, result.Removed), Is.EqualTo((700, 1, 1)));
    }

    [Test]
    public async Task Open_DuringAPublication_IsOfTheLastRoot()
    {
        var registry = await RegistryOfThreeAsync();
        var root = registry.Root;
        var opened = 0;
        var progress = new Progress(told =>
        {
            if (told.Stage == PublicationStage.Published) return;
            AssertUnchanged(registry, root);
            opened++;
        });
        using var stop = new CancellationTokenSource();
        var readers = Task.Run(() =>
        {
            // Whatever the moment, what is opened is of one root.
            while (!stop.IsCancellationRequested)
            {
                var opening = registry.Open(Account(1));
                opening.Verify();
                if (opening.Root == root && opening.AttestationCount != 1) return false;
                if (opening.Root != root && opening.AttestationCount != 5) return false;
            }

            return true;
        });

        var result = await registry.PublishAsync(
            Async([Publish(1, 5), Remove(3), .. Enumerable.Range(10, 900).Select(i => Publish((ulong)i, 1))]), TwoThreads, progress);
        await stop.CancelAsync();

        Assert.That(await readers, Is.True);
        Assert.That(opened, Is.GreaterThanOrEqualTo(4));
        Assert.That(registry.Root, Is.EqualTo(result.Root).And.Not.EqualTo(root));
        Assert.That(registry.Open(Account(1)).AttestationCount, Is.EqualTo(5));
    }

    [Test]
    public async Task Publish_WhileManyAreRead_GoesAheadAndTheManyAreBuiltOnIt()
    {
        var registry = await RegistryOfThreeAsync();
        var result = await registry.PublishAsync(Source());

        Assert.That(result.Added, Is.EqualTo(2));
        foreach (var i in new ulong[] { 1, 2, 3, 20, 21, 22 }) Assert.That(registry.Open(Account(i)).Verify, Throws.Nothing);
        Assert.That(registry.Root, Is.EqualTo(result.Root));

        async IAsyncEnumerable<RegistryChange> Source()
        {
            yield return Publish(20, 1);
            registry.Publish(Account(21), Attestations(21, 1));
            await Task.Yield();
            yield return Publish(22, 1);
        }
    }

    [Test]
    public async Task PublishAsync_WithAThreadLimit_PreparesOnNoMore([Values(1, 2)] int threads)
    {
        int working = 0, most = 0;
        var changes = Enumerable.Range(10, 1500).Select(i => RegistryChange.Publish(Account((ulong)i), Watched((ulong)i)));

        await new AttestationRegistry().PublishAsync(Async(changes), new() { MaxThreads = threads });

        Assert.That(most, Is.InRange(1, threads));

        IEnumerable<Attestation> Watched(ulong subject)
        {
            var now = Interlocked.Increment(ref working);
            for (var seen = most; now > seen; seen = most) Interlocked.CompareExchange(ref most, now, seen);
            foreach (var attestation in Attestations(subject, 2)) yield return attestation;
            Interlocked.Decrement(ref working);
        }
    }

    [Test]
    public async Task Progress_OfAPublication_CountsUpToItsEnd()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var progress = new Progress(_ => time.Advance(TimeSpan.FromSeconds(1)));
        var options = new PublicationOptions { MaxThreads = 1, ExpectedChanges = 1000, TimeProvider = time };

        var result = await new AttestationRegistry().PublishAsync(
            Async(Enumerable.Range(10, 1000).Select(i => Publish((ulong)i, 2))), options, progress);

        var told = progress.Told;
        Assert.That(told.Select(item => item.Changes), Is.Ordered);
        Assert.That(told.Select(item => item.Stage), Is.Ordered);
        Assert.That(told.Select(item => item.Elapsed), Is.EqualTo(Enumerable.Range(0, told.Count).Select(i => TimeSpan.FromSeconds(i))));
        Assert.That(told[0], Is.EqualTo(Of(PublicationStage.Preparing, 256, TimeSpan.Zero)));
        Assert.That(told[1].TimeLeft, Is.EqualTo(TimeSpan.FromSeconds(1) * (488 / 512.0)));
        Assert.That(told[^2], Is.EqualTo(Of(PublicationStage.BuildingTree, 1000, TimeSpan.FromSeconds(4))));
        Assert.That(told[^1].Stage, Is.EqualTo(PublicationStage.Published));
        Assert.That(result.Attestations, Is.EqualTo(2000));

        static PublicationProgress Of(PublicationStage stage, int changes, TimeSpan elapsed) => new()
        {
            Stage = stage,
            Changes = changes,
            Attestations = 2 * changes,
            Elapsed = elapsed,
            TimeLeft = TimeSpan.Zero,
        };
    }

    [Test]
    public async Task Progress_OfUnknownLength_HasNoTimeLeft()
    {
        var progress = new Progress(_ => { });
        await new AttestationRegistry().PublishAsync(Async([Publish(10, 1)]), null, progress);

        Assert.That(progress.Told[0].TimeLeft, Is.Null);
        Assert.That(progress.Told[^1].TimeLeft, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public async Task PublishAsync_OfNothing_LeavesTheRootAsItIs()
    {
        var registry = await RegistryOfThreeAsync();
        var root = registry.Root;

        var result = await registry.PublishAsync(Async([Remove(77)]));

        Assert.That(result, Is.EqualTo(new PublicationResult { Root = root, Added = 0, Replaced = 0, Removed = 0, Attestations = 0 }));
        Assert.That(registry.Root, Is.EqualTo(root));
        Assert.That((await new AttestationRegistry().PublishAsync(Async([]))).Root, Is.EqualTo(Fr.Zero));
    }

    [Test]
    public void Options_OutOfRange_AreRefused()
    {
        Assert.That(() => new PublicationOptions { MaxThreads = -1 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PublicationOptions { ExpectedChanges = -1 }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => RegistryChange.Publish(default(EvmAddress), []), Throws.ArgumentException);
        Assert.That(() => RegistryChange.Publish(Account(1), null!), Throws.ArgumentNullException);
        Assert.That(Publish(1, 1).ToString(), Is.EqualTo($"publish {Account(1)}"));
        Assert.That(Remove(1).ToString(), Is.EqualTo($"remove {Account(1)}"));
    }

    private static EvmAddress Account(ulong number) => AttestationSamples.Account(number);

    private static Attestation[] Attestations(ulong subject, int count) =>
        [.. Enumerable.Range(0, count).Select(i => AttestationSamples.From(1_000_000 + (ulong)i) with { Target = Account(subject) })];

    private static RegistryChange Publish(ulong subject, int count) => RegistryChange.Publish(Account(subject), Attestations(subject, count));

    private static RegistryChange Remove(ulong subject) => RegistryChange.Remove(Account(subject));

    private static async IAsyncEnumerable<RegistryChange> Async(IEnumerable<RegistryChange> changes)
    {
        foreach (var change in changes) yield return change;
        await Task.CompletedTask;
    }

    private static async Task<AttestationRegistry> RegistryOfThreeAsync()
    {
        var registry = new AttestationRegistry();
        await registry.PublishAsync(Async([Publish(1, 1), Publish(2, 2), Publish(3, 3)]));
        return registry;
    }

    private static void AssertUnchanged(AttestationRegistry registry, Fr root)
    {
        Assert.That((registry.Root, registry.Count), Is.EqualTo((root, 3)));
        for (var i = 1; i <= 3; i++)
        {
            var opening = registry.Open(Account((ulong)i));
            Assert.That((opening.Root, opening.AttestationCount), Is.EqualTo((root, i)));
            Assert.That(opening.Verify, Throws.Nothing);
        }
    }

    private static async Task FailsAsync(AttestationRegistry registry, long position, string field, string problem, params RegistryChange[] changes)
    {
        var (root, count) = (registry.Root, registry.Count);
        RegistryChangeException? thrown = null;
        try
        {
            await registry.PublishAsync(Async(changes), TwoThreads);
        }
        catch (RegistryChangeException e)
        {
            thrown = e;
        }

        Assert.That(thrown, Is.Not.Null);
        Assert.That((thrown!.Position, thrown.Field), Is.EqualTo((position, field)));
        Assert.That(thrown.Message, Does.StartWith($"changes[{position}].{field} ").And.Contain(problem));
        Assert.That((registry.Root, registry.Count), Is.EqualTo((root, count)));
    }

    private sealed class Progress(Action<PublicationProgress> listen) : IProgress<PublicationProgress>
    {
        private readonly List<PublicationProgress> _told = [];

        public IReadOnlyList<PublicationProgress> Told
        {
            get
            {
                lock (_told) return [.. _told];
            }
        }

        public void Report(PublicationProgress value)
        {
            lock (_told) _told.Add(value);
            listen(value);
        }
    }
}
