using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Dispatch;
using Shadowgraph.Proofs.Tests.Caching;
using Shadowgraph.Proofs.Tests.Pipeline;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>Pipelines that share a distributed cache, as several processes would.</summary>
[TestFixture]
public sealed class SecondLevelTests
{
    private static readonly TimeSpan Soon = Wait.Patience;

    private HandDistributedCache _distributed = null!;

    [SetUp]
    public void Create() => _distributed = new HandDistributedCache();

    [Test]
    public async Task Request_AnsweredByAnotherProcess_IsServedWithoutProvingAndVerifiedOnce()
    {
        await using var first = Process();
        await using var second = Process();
        var made = await first.Pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Soon);
        var validations = second.Validator.Calls;

        var found = await second.Pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Soon);
        var again = await second.Pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Soon);

        Assert.That((found.IsFromCache, again.IsFromCache, second.Prover.Calls), Is.EqualTo((true, true, 0)));
        Assert.That(found.Hash, Is.EqualTo(made.Hash));
        Assert.That(second.Validator.Calls - validations, Is.EqualTo(1), "Verified when it came in, and trusted from then on.");
        Assert.That(
            second.Pipeline.Statistics.Cache,
            Is.EqualTo(new ProofCacheStatistics { Hits = 2, Size = 1, DistributedHits = 1 }));
    }

    /// <summary>Somebody who can derive the keys, which takes the subject's opening, puts well-sealed proofs of something else there.</summary>
    [TestCase("recipient")]
    [TestCase("scope")]
    [TestCase("root")]
    [TestCase("subject")]
    [TestCase("bounds")]
    [TestCase("time")]
    public async Task Entry_OfAnotherClaim_IsNeverHandedOut(string what)
    {
        var request = PipelineWorld.Request();
        var signals = CheapProof.For(PipelineWorld.Job(request), new ProofPlan(CircuitSize.Small, 2)).Proof.Links[^1].Signals.ToArray();
        _ = what switch
        {
            "recipient" => signals[ReputationSignals.Recipient] = PipelineWorld.AddressOf(9).ToFr(),
            "scope" => signals[ReputationSignals.Scope] = ProofScope.None.ToFr(),
            "root" => signals[ReputationSignals.RegistryRoot] = Fr.One,
            "subject" => signals[ReputationSignals.Subject] = PipelineWorld.AddressOf(9).ToFr(),
            "bounds" => signals[ReputationSignals.MinScore] = signals[ReputationSignals.MinScore] - 1,
            _ => signals[ReputationSignals.AsOf] = signals[ReputationSignals.AsOf] - 1,
        };
        var sound = CheapProof.For(PipelineWorld.Job(request), new ProofPlan(CircuitSize.Small, 2)).Proof;
        var other = new ReputationProof(sound.Size, sound.VerificationKeyHash, [new(sound.Links[^1].Proof, signals)]);
        await using var test = Process();
        var key = ProofCacheKeys.Under(ProofCacheKeys.Of(PipelineWorld.Job(request), request.MaxCircuitSize), null);
        _distributed.Put(SealedEntryTests.NameOf(key), SealedEntryTests.Seal(key, other, PipelineWorld.Now));

        var result = await test.Pipeline.ProveAsync(request).WaitAsync(Soon);

        Assert.That(result.IsFromCache, Is.False);
        Assert.That(result.Proof!.Links[^1].Signals.ToArray(), Is.EqualTo(sound.Links[^1].Signals.ToArray()));
        Assert.That(test.Logger.Messages.Count(message => message.EventId == 1016), Is.EqualTo(1));
        var next = await test.Pipeline.ProveAsync(request).WaitAsync(Soon);
        Assert.That(next.IsFromCache, Is.True, "The good one has taken its place.");
    }

    [Test]
    public async Task Request_NamesAndEntries_ShowNothingOfIt()
    {
        await using var test = Process();
        await test.Pipeline.ProveAsync(PipelineWorld.Request(user: new("somebody"))).WaitAsync(Soon);
        var claim = ProofCacheKeys.Of(PipelineWorld.Job(PipelineWorld.Request()), CircuitSize.Large);

        Assert.That(SealedEntryTests.NameOf(claim), Is.Not.EqualTo(SealedEntryTests.NameOf(ProofCacheKeys.Under(claim, null))));
        var entry = _distributed.Peek(SealedEntryTests.NameOf(ProofCacheKeys.Under(claim, null)))!;
        var text = System.Text.Encoding.Latin1.GetString(entry);
        Assert.That(text, Does.Not.Contain("somebody").And.Not.Contain("links").And.Not.Contain("pi_a"));
    }

    [Test]
    public async Task Proofs_OfAnotherVerificationKey_AreNotLookedAt()
    {
        await using var old = Process(keyHash: "old");
        await using var young = Process(keyHash: "young");
        await old.Pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Soon);

        var result = await young.Pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Soon);

        Assert.That(result.IsFromCache, Is.False);
        Assert.That(young.Logger.Messages.Where(message => message.EventId == 1016), Is.Empty, "They are no fault.");
        Assert.That((await old.Pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Soon)).IsFromCache, Is.True);
    }

    [Test]
    public async Task Prover_ThatDoesNotNameItsKey_CostsNothingButTime([Values("throws", "hangs")] string how)
    {
        await using var test = Process();
        test.Prover.KeyHash = (_, _) => how == "throws"
            ? throw new IOException()
            : new ValueTask<string?>(new TaskCompletionSource<string?>().Task);

        var first = await test.PassTimeUntilAsync(test.Pipeline.ProveAsync(PipelineWorld.Request()));
        var second = await test.PassTimeUntilAsync(test.Pipeline.ProveAsync(PipelineWorld.Request()));

        Assert.That((first.IsFromCache, second.IsFromCache), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task MemoryAlone_NeverHasAKeyLoaded()
    {
        var asked = new List<bool>();
        await using var test = new PipelineUnderTest(
            replace: services => services with { Cache = new MemoryProofCache(services.Options.Cache, services.Time) });
        test.Prover.KeyHash = (_, loads) =>
        {
            asked.Add(loads);
            return default;
        };

        await test.Pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Soon);

        Assert.That(asked, Is.Not.Empty.And.All.False);
    }

    [Test]
    public async Task Cache_ThatIsDown_DelaysRequestsByItsTimeoutTwiceAndThenNotAtAll()
    {
        _distributed.Before = _ => new TaskCompletionSource().Task;
        await using var test = Process();
        for (var i = 0; i < 10; i++)
            await test.PassTimeUntilAsync(test.Pipeline.ProveAsync(PipelineWorld.Request(i)), TimeSpan.FromMilliseconds(50));

        Assert.That(_distributed.Calls, Is.EqualTo(2));
        Assert.That(test.Pipeline.Statistics.Cache.DistributedFaults, Is.EqualTo(2));
        Assert.That(test.Logger.Messages.Count(message => message.EventId == 1301), Is.EqualTo(1));
    }

    private PipelineUnderTest Process(string? keyHash = null)
    {
        var test = new PipelineUnderTest(configure: options => options.Cache.UseDistributed(), replace: WithSecondLevel);
        if (keyHash is not null) test.Prover.KeyHash = (_, _) => ValueTask.FromResult<string?>(keyHash);
        return test;
    }

    private PipelineServices WithSecondLevel(PipelineServices services) => services with
    {
        Cache = new TieredProofCache(
            new MemoryProofCache(services.Options.Cache, services.Time),
            new DistributedLevel(_distributed, services.Options.Cache, services.Time, services.Logger)),
    };
}
