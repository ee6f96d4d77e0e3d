using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Shadowgraph.Proofs.Caching;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Metrics;
using Shadowgraph.Proofs.Queue;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>A host's own services take the place of the defaults, whether registered before AddProofPipeline or after it.</summary>
[TestFixture(true)]
[TestFixture(false)]
public sealed class ServiceReplacementTests(bool before)
{
    private static readonly ProofRequest Request = PipelineWorld.Request();

    [Test]
    public async Task Prover_OfTheHost_PlansAndProves()
    {
        var prover = Substitute.For<IProver>();
        prover.Plan(default!, default).ReturnsForAnyArgs(
            call => new ProofPlan(CircuitSize.Medium, call.Arg<ProofJob>().Opening.AttestationCount));
        prover.ProveAsync(default!, default!).ReturnsForAnyArgs(call => CheapProof.For(call.Arg<ProofJob>(), call.Arg<ProofPlan>()));
        await using var services = Build(own => own.AddSingleton(prover));

        var result = await Pipeline(services).ProveAsync(Request);

        Assert.That(result.Circuit, Is.EqualTo(CircuitSize.Medium));
        await prover.ReceivedWithAnyArgs(1).ProveAsync(default!, default!);
    }

    [Test]
    public async Task Queue_OfTheHost_KeepsWhatWaits()
    {
        var kept = new ProofQueue(new ProofQueueOptions(), TimeProvider.System);
        var queue = Substitute.For<IProofQueue>();
        queue.Capacity.Returns(7);
        queue.TryEnqueueAsync(default!).ReturnsForAnyArgs(call => kept.TryEnqueueAsync(call.Arg<ProofQueueItem>()));
        queue.PeekAsync().ReturnsForAnyArgs(_ => kept.PeekAsync());
        queue.RemoveAsync(default).ReturnsForAnyArgs(call => kept.RemoveAsync(call.Arg<Guid>()));
        await using var services = Build(own => own.AddSingleton(queue));

        var result = await Pipeline(services).ProveAsync(Request);

        Assert.That(result.State, Is.EqualTo(ProofState.Completed));
        await queue.ReceivedWithAnyArgs(1).TryEnqueueAsync(default!);
        await queue.ReceivedWithAnyArgs(1).RemoveAsync(default);
    }

    [Test]
    public async Task Classifier_OfTheHost_SaysWhatAnExceptionMeans()
    {
        var fault = new InvalidOperationException("Known to the host alone.");
        var classifier = Substitute.For<IErrorClassifier>();
        classifier.Classify(fault, Arg.Any<ProofErrorContext>()).Returns(new ProofError(ProofErrorType.ApiError, "The host's own words."));
        await using var services = Build(own => own.AddSingleton(classifier), Scripts.Fail(() => fault));

        var thrown = Assert.ThrowsAsync<ProofErrorException>(() => Pipeline(services).ProveAsync(Request))!;

        Assert.That(thrown.Error.Type, Is.EqualTo(ProofErrorType.ApiError));
        Assert.That(thrown.Message, Is.EqualTo("The host's own words."));
        Assert.That(thrown.Error.RequestId, Is.Not.Null);
        Assert.That(thrown.Error.Attempt, Is.EqualTo(1));
    }

    [Test]
    public async Task Validator_OfTheHost_DecidesWhatIsHandedOut()
    {
        var findings = new ProofValidation([new ProofFinding(ProofFindingSeverity.Error, ProofCheck.Opinion, "The host does not like it.")]);
        var validator = Substitute.For<IProofValidator>();
        validator.ValidateAsync(default!, default!).ReturnsForAnyArgs(_ => ValueTask.FromResult(findings));
        await using var services = Build(own => own.AddSingleton(validator));

        var thrown = Assert.ThrowsAsync<ProofErrorException>(() => Pipeline(services).ProveAsync(Request))!;

        Assert.That(thrown.Error.Type, Is.EqualTo(ProofErrorType.ProofValidationFailed));
        Assert.That(thrown.Message, Does.Contain("The host does not like it."));
    }

    [Test]
    public async Task Cache_OfTheHost_AnswersAndKeeps()
    {
        var entries = new ConcurrentDictionary<ProofCacheKey, ReputationProof>();
        var cache = Substitute.For<IProofCache>();
        cache.FindAsync(default).ReturnsForAnyArgs(call => ValueTask.FromResult<CachedProof?>(
            entries.TryGetValue(call.Arg<ProofCacheKey>(), out var proof) ? new CachedProof(proof, IsTrusted: true) : null));
        cache.StoreAsync(default, default!).ReturnsForAnyArgs(call =>
        {
            entries[call.Arg<ProofCacheKey>()] = call.Arg<ReputationProof>();
            return ValueTask.CompletedTask;
        });
        await using var services = Build(own => own.AddSingleton(cache));

        var first = await Pipeline(services).ProveAsync(Request);
        var second = await Pipeline(services).ProveAsync(Request);

        Assert.That(entries, Has.Count.EqualTo(1));
        Assert.That(first.IsFromCache, Is.False);
        Assert.That(second.IsFromCache, Is.True);
        Assert.That(second.Proof, Is.SameAs(first.Proof));
        Assert.That(second.FusedOpinion, Is.EqualTo(first.FusedOpinion));
    }

    [Test]
    public async Task Sinks_OfTheHost_AreToldBesideTheDefaultOne()
    {
        var (one, other) = (new RecordingSink(), Substitute.For<IMetricsSink>());
        await using var services = Build(own => own.AddSingleton<IMetricsSink>(one).AddSingleton(other));

        var result = await Pipeline(services).ProveAsync(Request);

        await one.EndOfAsync(result.RequestId);
        await Pipeline(services).StopAsync();
        Assert.That(
            one.Of(result.RequestId),
            Is.EqualTo(new[] { ProofEventKind.Requested, ProofEventKind.Queued, ProofEventKind.Started, ProofEventKind.Completed }));
        other.ReceivedWithAnyArgs(4).Record(default);
        Assert.That(services.GetServices<IMetricsSink>().Count(), Is.EqualTo(3));
    }

    [Test]
    public async Task Strategy_OfTheHost_IsAskedBesideTheDefaultOnes()
    {
        var strategy = Substitute.For<IRecoveryStrategy>();
        strategy.Decide(default!).ReturnsForAnyArgs(RecoveryDecision.RetryAfter(TimeSpan.Zero));
        await using var services = Build(
            own => own.AddSingleton(strategy),
            Scripts.InTurn(Scripts.Fail(() => Faults.Classified(ProofErrorType.ProofGenerationFailed)), Scripts.Succeed));

        var result = await Pipeline(services).ProveAsync(Request);

        Assert.That(result.Attempts, Is.EqualTo(2));
        Assert.That(services.GetServices<IRecoveryStrategy>().Count(), Is.EqualTo(4));
    }

    [Test]
    public async Task Clock_OfTheHost_IsTheOneThatCounts()
    {
        var time = new ShiftedClock(PipelineWorld.Now.AddYears(10));
        await using var services = Build(own => own.AddSingleton<TimeProvider>(time));

        var result = await Pipeline(services).ProveAsync(Request);

        Assert.That(Pipeline(services).Find(result.RequestId)!.SubmittedAt.Year, Is.EqualTo(PipelineWorld.Now.Year + 10));
    }

    private static IProofPipeline Pipeline(ServiceProvider services) => services.GetRequiredService<IProofPipeline>();

    // No keys anywhere: neither prover nor validator needs any. What the host registers last, counts.
    private ServiceProvider Build(Action<IServiceCollection> replace, ProverScript? script = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(new ShiftedClock(PipelineWorld.Now));
        services.AddSingleton<IProver>(new ScriptedProver(script));
        services.AddSingleton<IProofValidator>(new AcceptingValidator());

        if (before) replace(services);
        services.AddProofPipeline(options => options.Recovery.MaxAttempts = 1);
        if (!before) replace(services);
        return services.BuildServiceProvider();
    }
}
