using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using NSubstitute;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Errors;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Queue;
using Shadowgraph.Proofs.Tests.Proving;
using Shadowgraph.Proofs.Validation;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>
/// Every type of error, as a caller meets it: raised by what really causes it where that is cheap, else by the exception that the prover
/// would throw. Each says when, in which attempt, with which circuit, for which request, and what had been used.
/// </summary>
[TestFixture]
public sealed class ErrorTypeTests
{
    private static readonly TimeSpan Spent = TimeSpan.FromMilliseconds(7);
    private static readonly Guid Id = Guid.NewGuid();

    private static readonly Dictionary<ProofErrorType, Func<Task<Raised>>> Ways = new()
    {
        // A registry that lets a subject have so many attestations takes minutes to make.
        [ProofErrorType.CircuitNotFound] = () => RefuseAsync(
            PipelineWorld.Request(),
            world => world.Prover.Planner = (_, size) => new ProofPlan(size, size.Capacity() * ReputationProof.MaxLinks + 1)),
        [ProofErrorType.CircuitLoadFailed] = () => ThrowAsync(() => new IOException("The disk hiccuped."), ProverStage.LoadingKey),
        [ProofErrorType.CircuitCompilationFailed] = () => ThrowAsync(() => new CircuitDefinitionException("No such wire.")),
        [ProofErrorType.InvalidCircuitParameters] = () => RefuseAsync(
            new ProofRequest(PipelineWorld.Opening(0), ProofStatement.Exact()) { Recipient = default }),
        [ProofErrorType.ProvingKeyNotFound] = () => ProveAsync(PipelineWorld.Request(), WithoutKeys()),
        [ProofErrorType.ProvingKeyRejected] = () =>
            ThrowAsync(() => new ProvingKeyException(ProvingKeyRejection.WrongCircuit, "It is a key of another circuit.")),
        [ProofErrorType.InvalidAttestation] = () => ProveAsync(OfAnotherRoot(), ProvingWorld.Prover),
        [ProofErrorType.InsufficientEvidence] = () => ProveAsync(Of(PipelineWorld.Expired, ProofStatement.Exact()), ProvingWorld.Prover),
        [ProofErrorType.InvalidWitnessData] = () => ThrowAsync(() => new ConstraintNotSatisfiedException("reputation", 12, "sum")),
        [ProofErrorType.WitnessPreparationFailed] = () => ThrowAsync(() => new IOException("The disk hiccuped."), ProverStage.Witness),
        [ProofErrorType.ProofGenerationFailed] = () => ThrowAsync(() => new CryptographicException("No randomness.")),
        [ProofErrorType.ProofGenerationTimeout] = RunOutOfTimeAsync,
        [ProofErrorType.ProofGenerationCancelled] = CancelAsync,
        [ProofErrorType.ProofValidationFailed] = RejectAsync,
        [ProofErrorType.ProofTampered] = () => ThrowAsync(() => Faults.Classified(ProofErrorType.ProofTampered)),
        [ProofErrorType.StatementNotSatisfied] = () =>
            ProveAsync(Of(PipelineWorld.Opening(0), ProofStatement.Threshold(1_000_000)), ProvingWorld.Prover),
        [ProofErrorType.OutOfMemory] = () => ThrowAsync(Faults.OutOfMemory),
        [ProofErrorType.ResourceExhausted] = () => RefuseAsync(PipelineWorld.Request(), configure: options => options.MemoryBudget = 1),
        [ProofErrorType.WorkerUnavailable] = () => RefuseAsync(
            PipelineWorld.Request(), world => world.PassTimeUntilAsync(world.Pipeline.StopAsync()).Wait()),
        [ProofErrorType.QueueFull] = OverfillAsync,
        [ProofErrorType.NetworkError] = () => ThrowAsync(() => new SocketException((int)SocketError.ConnectionReset)),
        [ProofErrorType.ApiError] = () => ThrowAsync(() => new HttpRequestException("No.", null, HttpStatusCode.BadRequest)),
        [ProofErrorType.AccessDenied] = () => RefuseByServiceAsync(ProofErrorType.AccessDenied),
        [ProofErrorType.RateLimitExceeded] = () => RefuseByServiceAsync(ProofErrorType.RateLimitExceeded),
        [ProofErrorType.SystemOverload] = WaitTooLongAsync,
        [ProofErrorType.RequestConflict] = () => RefuseAsync(
            PipelineWorld.Request(1, id: Id), world => world.Pipeline.SubmitAsync(PipelineWorld.Request(0, id: Id)).Wait()),
        [ProofErrorType.InternalError] = () => ProveAsync(PipelineWorld.Request(), new ScriptedProver(Scripts.ReturnNull)),
    };

    [Test]
    public async Task Error_OfEachType_SaysWhenWhereAndAtWhatCost([Values] ProofErrorType type)
    {
        var (error, attempt, request) = await Ways[type]();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Type, Is.EqualTo(type), error.Message);
            Assert.That(error.Message, Is.Not.Empty);
            Assert.That(error.OccurredAt, Is.InRange(PipelineWorld.Now, PipelineWorld.Now.AddDays(1)), "time");
            Assert.That(error.RequestId, Is.Not.Null.And.Not.EqualTo(Guid.Empty), "request");
            if (request is { } id) Assert.That(error.RequestId, Is.EqualTo(id));
            Assert.That(error.Attempt, Is.EqualTo(attempt), "attempt");
            if (attempt == 0) return;
            Assert.That(error.Circuit, Is.EqualTo(CircuitSize.Small), "circuit");
            if (type == ProofErrorType.ProofGenerationCancelled) return;
            Assert.That(error.ResourceUse.MemoryBytes, Is.GreaterThan(0), "memory");
            Assert.That(error.ResourceUse.Processors, Is.GreaterThan(0), "processors");
        }
    }

    [Test]
    public async Task Error_OfAnAttemptThatTook7Milliseconds_SaysSo()
    {
        var (error, _, _) = await ThrowAsync(() => new InvalidOperationException());

        Assert.That(error.ResourceUse.Duration, Is.EqualTo(Spent));
        Assert.That(error.OccurredAt, Is.EqualTo(PipelineWorld.Now + Spent));
        Assert.That(error.Exception, Is.TypeOf<InvalidOperationException>());
    }

    [Test]
    public async Task Error_AfterRepetitions_NamesTheLastAttempt()
    {
        var strategy = Substitute.For<IRecoveryStrategy>();
        strategy.Decide(Arg.Any<RecoveryContext>()).Returns(
            call => call.Arg<RecoveryContext>().Attempts < 3 ? RecoveryDecision.RetryAfter(TimeSpan.Zero) : RecoveryDecision.Next);
        await using var world = new PipelineUnderTest(
            Scripts.Fail(() => new TimeoutException()), replace: services => services with { Strategies = [strategy] });
        var ticket = await world.Pipeline.SubmitAsync(PipelineWorld.Request());

        var result = await world.PassTimeUntilAsync(ticket.Completion);

        Assert.That(result.Error!.Attempt, Is.EqualTo(3));
        Assert.That(result.Attempts, Is.EqualTo(3));
        Assert.That(world.Prover.Calls, Is.EqualTo(3));
    }

    private static ProofRequest Of(RegistryOpening opening, ProofStatement statement) =>
        new(opening, statement) { Recipient = PipelineWorld.Recipient, AsOf = PipelineWorld.Now };

    private static ProofRequest OfAnotherRoot()
    {
        var honest = PipelineWorld.Opening(0);
        var opening = new RegistryOpening(Fr.One, honest.SubjectKey, honest.Subject, honest.Bundle, honest.Salt, honest.Path);
        return Of(opening, ProofStatement.Exact());
    }

    private static ReputationProver WithoutKeys()
    {
        var nowhere = Path.Combine(TestContext.CurrentContext.WorkDirectory, "no-keys-here");
        return new ReputationProver(new ProvingKeyStore(new ProvingKeyStoreOptions().UseCeremonyKeys(nowhere)));
    }

    // The prover gets as far as the stage, takes a while, and fails.
    private static async Task<Raised> ThrowAsync(Func<Exception> exception, ProverStage stage = ProverStage.Proving)
    {
        PipelineUnderTest world = null!;
        await using var _ = world = new PipelineUnderTest(async call =>
        {
            call.Report(stage, 0.5, link: 1);
            world.Time.Advance(Spent);
            await Task.Yield();
            throw exception();
        });
        return await FailAsync(world, PipelineWorld.Request());
    }

    private static async Task<Raised> ProveAsync(ProofRequest request, IProver prover)
    {
        await using var world = new PipelineUnderTest(replace: services => services with { Prover = prover });
        return await FailAsync(world, request);
    }

    private static async Task<Raised> FailAsync(PipelineUnderTest world, ProofRequest request)
    {
        var ticket = await world.Pipeline.SubmitAsync(request);
        var result = await ticket.Completion.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.That(result.State, Is.EqualTo(ProofState.Failed));
        Assert.That(world.Pipeline.Find(ticket.Id)!.Error, Is.EqualTo(result.Error!.Type));
        return new(result.Error, result.Attempts, ticket.Id);
    }

    private static async Task<Raised> RefuseAsync(
        ProofRequest request, Action<PipelineUnderTest>? prepare = null, Action<ProofPipelineOptions>? configure = null)
    {
        await using var world = new PipelineUnderTest(configure: configure);
        prepare?.Invoke(world);
        return await RefusedAsync(world, request);
    }

    private static async Task<Raised> RefusedAsync(PipelineUnderTest world, ProofRequest request)
    {
        var before = world.Pipeline.Statistics;
        var thrown = Assert.ThrowsAsync<ProofErrorException>(() => world.Pipeline.SubmitAsync(request))!;
        await Task.CompletedTask;
        Assert.That(world.Pipeline.Statistics.Submitted, Is.EqualTo(before.Submitted));
        Assert.That(world.Pipeline.Statistics.Refused, Is.EqualTo(before.Refused + 1));
        return new(thrown.Error, 0, null);
    }

    private static async Task<Raised> RefuseByServiceAsync(ProofErrorType type)
    {
        var queue = Substitute.For<IProofQueue>();
        queue.Capacity.Returns(1);
        queue.TryEnqueueAsync(Arg.Any<ProofQueueItem>(), Arg.Any<CancellationToken>())
            .Returns(_ => ValueTask.FromException<bool>(Faults.Classified(type)));
        await using var world = new PipelineUnderTest(replace: services => services with { Queue = queue });
        return await RefusedAsync(world, PipelineWorld.Request());
    }

    private static async Task<Raised> RunOutOfTimeAsync()
    {
        await using var world = new PipelineUnderTest(Scripts.Hang);
        var ticket = await world.Pipeline.SubmitAsync(PipelineWorld.Request());
        await world.Prover.NextCallAsync();
        var result = await world.PassTimeUntilAsync(ticket.Completion, TimeSpan.FromSeconds(10));
        return new(result.Error!, 1, ticket.Id);
    }

    private static async Task<Raised> CancelAsync()
    {
        await using var world = new PipelineUnderTest(Scripts.Hang);
        var ticket = await world.Pipeline.SubmitAsync(PipelineWorld.Request());
        await world.Prover.NextCallAsync();
        world.Pipeline.Cancel(ticket.Id);
        var result = await ticket.Completion;
        Assert.That(result.State, Is.EqualTo(ProofState.Cancelled));
        return new(result.Error!, 1, ticket.Id);
    }

    private static async Task<Raised> RejectAsync()
    {
        var validator = Substitute.For<IProofValidator>();
        var findings = new ProofValidation([new ProofFinding(ProofFindingSeverity.Error, ProofCheck.Proof, "It is not valid.")]);
        validator.ValidateAsync(Arg.Any<ProofResult>(), Arg.Any<ProofExpectation>(), Arg.Any<CancellationToken>())
            .Returns(_ => ValueTask.FromResult(findings));
        await using var world = new PipelineUnderTest(replace: services => services with { Validator = validator });
        return await FailAsync(world, PipelineWorld.Request());
    }

    private static async Task<Raised> OverfillAsync()
    {
        await using var world = new PipelineUnderTest(
            Scripts.Hang,
            options =>
            {
                options.Queue.Capacity = 1;
                options.MaxConcurrency = 1;
            });
        await world.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        await world.Prover.NextCallAsync();
        await world.Pipeline.SubmitAsync(PipelineWorld.Request(1));
        return await RefusedAsync(world, PipelineWorld.Request(2));
    }

    private static async Task<Raised> WaitTooLongAsync()
    {
        await using var world = new PipelineUnderTest(Scripts.Hang, options => options.MaxConcurrency = 1);
        await world.Pipeline.SubmitAsync(PipelineWorld.Request(0));
        await world.Prover.NextCallAsync();
        var ticket = await world.Pipeline.SubmitAsync(PipelineWorld.Request(1, queueTimeout: TimeSpan.FromSeconds(1)));
        var result = await world.PassTimeUntilAsync(ticket.Completion);
        Assert.That(result.Timings.Queued, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(1)));
        return new(result.Error!, 0, ticket.Id);
    }

    /// <param name="Error">What the caller got.</param>
    /// <param name="Attempt">The attempt that it should name.</param>
    /// <param name="Request">The request that it should name; null if nobody but the error knows its id.</param>
    private sealed record Raised(ProofError Error, int Attempt, Guid? Request);
}
