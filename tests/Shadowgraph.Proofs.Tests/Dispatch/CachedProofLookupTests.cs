using NSubstitute;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Tests.Pipeline;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Tests.Dispatch;

/// <summary>What a cache of another process may answer, and what is left of a request that ends while it is asked.</summary>
[TestFixture]
public sealed class CachedProofLookupTests
{
    private static readonly TimeSpan Soon = Wait.Patience;

    [Test]
    public async Task UntrustedProof_OfAnotherHiddenSubject_IsNotHandedOut([Values] bool isForeign)
    {
        var request = HiddenRequest();
        var sound = CheapProof.For(PipelineWorld.Job(request), new ProofPlan(CircuitSize.Small, 3)).Proof;
        var signals = sound.Links[^1].Signals.ToArray();
        if (isForeign) signals[ReputationSignals.Nullifier] = Fr.Random();
        var cached = new ReputationProof(sound.Size, sound.VerificationKeyHash, [new(sound.Links[^1].Proof, signals)]);
        var cache = Substitute.For<IProofCache>();
        cache.FindAsync(default).ReturnsForAnyArgs(_ => ValueTask.FromResult<CachedProof?>(new CachedProof(cached, IsTrusted: false)));
        await using var test = new PipelineUnderTest(replace: services => services with { Cache = cache });

        var result = await test.Pipeline.ProveAsync(request).WaitAsync(Soon);

        Assert.That(result.IsFromCache, Is.EqualTo(!isForeign));
        Assert.That(
            result.Proof!.Nullifier, Is.EqualTo(PipelineWorld.HiddenIdentity.NullifierFor(PipelineWorld.Scope.ToFr())));
        await cache.ReceivedWithAnyArgs(isForeign ? 1 : 0).RemoveAsync(default);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Proof_ForAnotherRecipient_IsNotHandedOut_WhateverTheCacheSaysOfIt(bool isTrusted)
    {
        var other = CheapProof.For(PipelineWorld.Job(PipelineWorld.Request(recipient: 1)), new ProofPlan(CircuitSize.Small, 2)).Proof;
        var cache = Substitute.For<IProofCache>();
        cache.FindAsync(default).ReturnsForAnyArgs(_ => ValueTask.FromResult<CachedProof?>(new CachedProof(other, isTrusted)));
        await using var test = new PipelineUnderTest(replace: services => services with { Cache = cache });

        var result = await test.Pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Soon);

        Assert.That((result.IsFromCache, result.Proof!.Recipient), Is.EqualTo((false, PipelineWorld.Recipient)));
        await cache.ReceivedWithAnyArgs(1).RemoveAsync(default);
        await cache.DidNotReceiveWithAnyArgs().ConfirmAsync(default, default);
        Assert.That(test.Logger.Messages.Single(message => message.EventId == 1016).Text, Does.Not.Contain(other.Recipient.ToString()));
    }

    [TestCase(true, 0)]
    [TestCase(false, 1)]
    public async Task Proof_ThatIsGood_IsConfirmedIfItWasNotTrusted(bool isTrusted, int confirmations)
    {
        var sound = CheapProof.For(PipelineWorld.Job(PipelineWorld.Request()), new ProofPlan(CircuitSize.Small, 2)).Proof;
        var found = new CachedProof(sound, isTrusted) { Lifetime = TimeSpan.FromMinutes(7) };
        var cache = Substitute.For<IProofCache>();
        cache.FindAsync(default).ReturnsForAnyArgs(_ => ValueTask.FromResult<CachedProof?>(found));
        await using var test = new PipelineUnderTest(replace: services => services with { Cache = cache });

        var result = await test.Pipeline.ProveAsync(PipelineWorld.Request()).WaitAsync(Soon);

        Assert.That((result.IsFromCache, test.Validator.Calls), Is.EqualTo((true, confirmations)));
        await cache.ReceivedWithAnyArgs(confirmations).ConfirmAsync(default, default);
        if (confirmations > 0) await cache.Received(1).ConfirmAsync(Arg.Any<ProofCacheKey>(), found, Arg.Any<CancellationToken>());
    }

    [Test]
    public async Task Cache_ThatAlwaysFails_IsReportedOnce_UntilItAnswers()
    {
        var fails = true;
        var cache = Substitute.For<IProofCache>();
        cache.FindAsync(default).ReturnsForAnyArgs(_ => fails ? throw new IOException("secret") : default(ValueTask<CachedProof?>));
        cache.StoreAsync(default, default!).ReturnsForAnyArgs(_ => fails ? throw new IOException("secret") : default(ValueTask));
        cache.Statistics.Returns(_ => fails ? throw new IOException("secret") : new ProofCacheStatistics { Hits = 5 });
        await using var test = new PipelineUnderTest(replace: services => services with { Cache = cache });

        for (var i = 0; i < 5; i++) await test.Pipeline.ProveAsync(PipelineWorld.Request(i)).WaitAsync(Soon);
        Assert.That(test.Pipeline.Statistics.Cache, Is.EqualTo(new ProofCacheStatistics()));
        Assert.That(Reports(), Is.EqualTo(1));

        fails = false;
        await test.Pipeline.ProveAsync(PipelineWorld.Request(6)).WaitAsync(Soon);
        Assert.That(test.Pipeline.Statistics.Cache.Hits, Is.EqualTo(5));
        fails = true;
        for (var i = 7; i < 9; i++) await test.Pipeline.ProveAsync(PipelineWorld.Request(i)).WaitAsync(Soon);
        Assert.That(Reports(), Is.EqualTo(2));

        int Reports() => test.Logger.Messages.Count(message => message.Text.Contains(nameof(IProofCache), StringComparison.Ordinal));
    }

    [Test]
    public async Task Validator_ThatNeverAnswersAboutACachedProof_CostsNoMoreThanTheRequestsTime()
    {
        var request = PipelineWorld.Request(timeout: TimeSpan.FromSeconds(5));
        var cached = CheapProof.For(PipelineWorld.Job(request), new ProofPlan(CircuitSize.Small, 2)).Proof;
        var cache = Substitute.For<IProofCache>();
        cache.FindAsync(default).ReturnsForAnyArgs(_ => ValueTask.FromResult<CachedProof?>(new CachedProof(cached, IsTrusted: false)));
        var validator = Substitute.For<IProofValidator>();
        validator.ValidateAsync(default!, default!)
            .ReturnsForAnyArgs(_ => new ValueTask<ProofValidation>(new TaskCompletionSource<ProofValidation>().Task));
        await using var test = new PipelineUnderTest(
            Scripts.Hang, replace: services => services with { Cache = cache, Validator = validator });

        var proving = test.Pipeline.ProveAsync(request);
        test.Time.Advance(TimeSpan.FromSeconds(5));

        var thrown = Assert.ThrowsAsync<ProofErrorException>(() => proving.WaitAsync(Soon));
        Assert.That(thrown!.Error.Type, Is.EqualTo(ProofErrorType.ProofGenerationTimeout));
        await cache.DidNotReceiveWithAnyArgs().RemoveAsync(default);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Cache_ThatTakesLong_LeavesTheValidatorNoMoreThanWhatIsLeft(bool validatorHangs)
    {
        var request = PipelineWorld.Request(timeout: TimeSpan.FromSeconds(2));
        var cached = CheapProof.For(PipelineWorld.Job(request), new ProofPlan(CircuitSize.Small, 2)).Proof;
        var answer = new TaskCompletionSource<CachedProof?>();
        var cache = Substitute.For<IProofCache>();
        cache.FindAsync(default).ReturnsForAnyArgs(_ => new ValueTask<CachedProof?>(answer.Task));
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var validator = Substitute.For<IProofValidator>();
        validator.ValidateAsync(default!, default!).ReturnsForAnyArgs(_ =>
        {
            asked.SetResult();
            return new ValueTask<ProofValidation>(new TaskCompletionSource<ProofValidation>().Task);
        });
        await using var test = new PipelineUnderTest(
            Scripts.Hang, replace: services => services with { Cache = cache, Validator = validator });

        var proving = test.Pipeline.ProveAsync(request);
        test.Time.Advance(TimeSpan.FromSeconds(1.5));
        if (validatorHangs)
        {
            answer.SetResult(new CachedProof(cached, IsTrusted: false));
            await asked.Task.WaitAsync(Soon);
        }

        Assert.That(proving.IsCompleted, Is.False);

        var thrown = Assert.ThrowsAsync<ProofErrorException>(() => test.PassTimeUntilAsync(proving));
        Assert.That(thrown!.Error.Type, Is.EqualTo(ProofErrorType.ProofGenerationTimeout));
        Assert.That(test.Pipeline.Statistics.Refused, Is.EqualTo(1), "It was never in the queue.");
        await cache.DidNotReceiveWithAnyArgs().RemoveAsync(default);
    }

    [Test]
    public async Task KeyHash_ThatNeverComes_CostsNoMoreThanTheRequestsTime()
    {
        await using var test = new PipelineUnderTest(Scripts.Hang);
        test.Prover.KeyHash = (_, _) => new ValueTask<string?>(new TaskCompletionSource<string?>().Task);

        var proving = test.Pipeline.ProveAsync(PipelineWorld.Request(timeout: TimeSpan.FromSeconds(1)));
        test.Time.Advance(TimeSpan.FromSeconds(1));

        var thrown = Assert.ThrowsAsync<ProofErrorException>(() => proving.WaitAsync(Soon));
        Assert.That(thrown!.Error.Type, Is.EqualTo(ProofErrorType.ProofGenerationTimeout));
    }

    [Test]
    public async Task Caller_ThatCancelsWhileTheCacheIsAsked_LeavesNoCopyOfItsSecret()
    {
        var cache = Substitute.For<IProofCache>();
        cache.FindAsync(default).ReturnsForAnyArgs(_ => new ValueTask<CachedProof?>(new TaskCompletionSource<CachedProof?>().Task));
        await using var test = new PipelineUnderTest(replace: services => services with { Cache = cache });
        ProofJob? planned = null;
        test.Prover.Planner = (job, largest) =>
        {
            planned = job;
            return ProofPlan.For(job.Opening.AttestationCount, largest);
        };
        using var cancellation = new CancellationTokenSource();
        var proving = test.Pipeline.ProveAsync(HiddenRequest(), cancellationToken: cancellation.Token);

        await cancellation.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => proving.WaitAsync(Soon));

        Assert.That(planned!.Identity, Is.Not.SameAs(PipelineWorld.HiddenIdentity));
        Assert.That(() => planned.Identity!.NullifierFor(PipelineWorld.Scope.ToFr()), Throws.TypeOf<ObjectDisposedException>());
    }

    private static ProofRequest HiddenRequest() => new(PipelineWorld.Hidden, ProofStatement.SetMembership().Anonymously())
    {
        Recipient = PipelineWorld.Recipient,
        Scope = PipelineWorld.Scope,
        AsOf = PipelineWorld.Now,
        Identity = PipelineWorld.HiddenIdentity,
    };
}
