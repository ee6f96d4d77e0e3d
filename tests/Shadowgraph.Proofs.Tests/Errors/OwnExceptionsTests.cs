using NSubstitute;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Groth16.Setup;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;
using Shadowgraph.Proofs.Tests.ConstraintSystems;
using static Shadowgraph.Proofs.Tests.Errors.ClassifierWorld;

namespace Shadowgraph.Proofs.Tests.Errors;

/// <summary>Each exception of this library, thrown by what throws it in earnest, is what the table of errors says.</summary>
[TestFixture]
[CancelAfter(60_000)]
public sealed class OwnExceptionsTests
{
    private static readonly EvmAddress Subject = EvmAddress.Parse($"0x{7:x40}");
    private static readonly EvmAddress Source = EvmAddress.Parse($"0x{8:x40}");
    private static readonly DateTimeOffset AsOf = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Classify_TooManyAttestations_IsCircuitNotFound() =>
        AssertSays(Caught(() => _ = new ProofPlan(CircuitSize.Small, 18_433)), ProofErrorType.CircuitNotFound);

    [Test]
    public void Classify_JobThatCannotBe_IsInvalidCircuitParameters() =>
        AssertSays(Caught(() => Job(ProofStatement.Exact(), default)), ProofErrorType.InvalidCircuitParameters);

    [Test]
    public void Classify_AnyOtherRejectionOfAJob_IsInvalidCircuitParameters()
    {
        foreach (var rejection in Enum.GetValues<ProofJobRejection>().Where(one => one != ProofJobRejection.TooManyAttestations))
        {
            AssertSays(new ProofJobException(rejection, "Wrong. Change it."), ProofErrorType.InvalidCircuitParameters);
        }
    }

    [Test]
    public async Task Classify_ScoreOutsideTheBounds_IsStatementNotSatisfied()
    {
        var failure = await ProvingFailsAsync(Job(ProofStatement.Range(0, 1), Source));

        AssertSays(failure, ProofErrorType.StatementNotSatisfied);
    }

    [Test]
    public async Task Classify_NothingActive_IsInsufficientEvidence()
    {
        var failure = await ProvingFailsAsync(Job(ProofStatement.Exact(), Source, AsOf.AddYears(2)));

        AssertSays(failure, ProofErrorType.InsufficientEvidence);
    }

    [Test]
    public async Task Classify_PlanOfAnotherJob_IsInvalidCircuitParameters()
    {
        var prover = new ReputationProver(Substitute.For<IProvingKeyStore>());
        var job = Job(ProofStatement.Exact(), Source);
        var failure = await CaughtAsync(() => prover.ProveAsync(job, new ProofPlan(CircuitSize.Small, 2)));

        AssertSays(failure, ProofErrorType.InvalidCircuitParameters);
    }

    [Test]
    public void Classify_SelfCheck_IsProofValidationFailed()
    {
        var verification = new ReputationVerification(default, [new(ReputationCheck.Proof, 0, "Not valid.")]);

        AssertSays(new ProofSelfCheckException(verification), ProofErrorType.ProofValidationFailed);
    }

    [Test]
    public void Classify_NoKeysConfigured_IsProvingKeyNotFoundAndFatal() =>
        AssertSays(
            Caught(() => _ = new ProvingKeyStore(new ProvingKeyStoreOptions())),
            ProofErrorType.ProvingKeyNotFound,
            ProofErrorRecoverability.Fatal);

    [Test]
    public async Task Classify_NoKeyOfThisSize_IsProvingKeyNotFoundOfThatCircuit()
    {
        var failure = await CaughtAsync(
            () => CeremonyStoreIn(Path.Combine(TestContext.CurrentContext.WorkDirectory, "no-such-keys")).GetAsync(CircuitSize.Large));

        AssertSays(failure, ProofErrorType.ProvingKeyNotFound, ProofErrorRecoverability.FallbackAvailable);
        Assert.That(Classify(failure, Context with { Circuit = null }).Circuit, Is.EqualTo(CircuitSize.Large));
        Assert.That(Classify(failure, Context).Circuit, Is.EqualTo(CircuitSize.Medium));
    }

    [Test]
    public void Classify_DevelopmentKeysInProduction_IsProvingKeyRejected() =>
        AssertSays(
            Caught(() => _ = new ProvingKeyStore(new ProvingKeyStoreOptions { EnvironmentName = "Production" }.UseDevelopmentKeys())),
            ProofErrorType.ProvingKeyRejected);

    [Test]
    public async Task Classify_CorruptKey_IsProvingKeyRejectedAndNamesTheFile()
    {
        var directory = Directory.CreateTempSubdirectory("witness-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(directory, "small.zkey"), "not a key");
            var failure = await CaughtAsync(() => CeremonyStoreIn(directory).GetAsync(CircuitSize.Small));

            AssertSays(failure, ProofErrorType.ProvingKeyRejected);
            Assert.That(Classify(failure).Message, Does.Contain(Path.Combine(directory, "small.zkey")));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Test]
    public void Classify_FileThatIsMalformed_GoesByItsKindAndIsNeverRepeated()
    {
        (Action Read, ProofErrorType Type)[] files =
        [
            (() => ProvingKey.Load(Nothing()), ProofErrorType.ProvingKeyRejected),
            (() => VerifyingKey.FromJson("{"u8), ProofErrorType.ProvingKeyRejected),
            (() => R1cs.Read(Nothing()), ProofErrorType.CircuitLoadFailed),
            (() => Witness.Read(Nothing()), ProofErrorType.InvalidWitnessData),
            (() => Groth16Proof.FromJson("{"u8), ProofErrorType.ProofTampered),
            (() => PublicSignals.FromJson("{"u8), ProofErrorType.ProofTampered),
            (() => ReputationProofJson.Read("{"u8), ProofErrorType.ProofTampered),
            (() => throw new ProofFileException("table of somebody else's", "It is bad."), ProofErrorType.CircuitLoadFailed),
        ];

        foreach (var (read, type) in files)
        {
            var failure = Caught(read);
            Assert.That(failure, Is.TypeOf<ProofFileException>());
            AssertSays(failure, type, ProofErrorRecoverability.Fatal);
        }
    }

    [Test]
    public void Classify_JsonThatHoldsNoAttestation_IsInvalidAttestation() =>
        Assert.That(Classify(Caught(() => AttestationJson.Read("[{}]"u8))).Type, Is.EqualTo(ProofErrorType.InvalidAttestation));

    [Test]
    public void Classify_AttestationOfAnotherSubject_DoesNotSayWhose()
    {
        var failure = Caught(() => new AttestationRegistry().Publish(EvmAddress.Parse($"0x{9:x40}"), [Attested()]));
        var error = Classify(failure);

        Assert.That(failure.Message, Does.Contain(Subject.ToString()));
        Assert.That(error.Type, Is.EqualTo(ProofErrorType.InvalidAttestation));
        Assert.That(error.ToString(), Does.Contain("attestations[0].target").And.Not.Contain(Subject.ToString()));
    }

    [Test]
    public void Classify_WhatIsNoOpening_IsInvalidAttestation() =>
        AssertSays(Caught(() => RegistryOpeningJson.Read("{}"u8)), ProofErrorType.InvalidAttestation);

    [Test]
    public void Classify_UnsatisfiedConstraint_IsInvalidWitnessDataWithAdvice()
    {
        using var inputs = new CircuitInputs { ["n"] = 22, ["p"] = 3, ["q"] = 7 };
        var failure = Caught(() => ConstraintSystem.Compile(new FactorisationCircuit()).Solve(inputs));
        var error = Classify(failure);

        Assert.That(failure, Is.TypeOf<ConstraintNotSatisfiedException>());
        Assert.That(error.Type, Is.EqualTo(ProofErrorType.InvalidWitnessData));
        Assert.That(error.Message, Does.StartWith(failure.Message).And.EndWith(ProofErrorTypes.Describe(error.Type).Advice));
    }

    [Test]
    public void Classify_WitnessOfAnotherCircuit_IsInvalidWitnessData()
    {
        var system = ConstraintSystem.Compile(new FactorisationCircuit());
        using var witness = new Witness(3);
        var failure = Caught(() => new Groth16Prover(Groth16Setup.CreateDevelopmentKey(system.R1cs)).Prove(witness));

        Assert.That(failure, Is.TypeOf<WitnessRejectedException>());
        Assert.That(Classify(failure).Type, Is.EqualTo(ProofErrorType.InvalidWitnessData));
    }

    [Test]
    public void Classify_MissingInput_IsInvalidCircuitParameters()
    {
        using var inputs = new CircuitInputs { ["n"] = 21 };

        AssertSays(
            Caught(() => ConstraintSystem.Compile(new FactorisationCircuit()).Solve(inputs)), ProofErrorType.InvalidCircuitParameters);
    }

    [Test]
    public void Classify_ContradictoryDefinition_IsCircuitCompilationFailed() =>
        AssertSays(
            Caught(() => LambdaCircuit.Compile(builder => builder.AssertEqual(builder.PublicInput("x"), builder.PublicInput("x"), "same"))),
            ProofErrorType.CircuitCompilationFailed);

    [Test]
    public void Classify_TypeDerivedElsewhere_IsNotTakenAtItsWord()
    {
        Exception[] derived = [new TalkativeKeyException(), new TalkativeInputException(), new TalkativeConstraintException()];

        Assert.That(derived.Select(one => Classify(one).Type), Is.EqualTo(new[]
        {
            ProofErrorType.ProvingKeyRejected, ProofErrorType.InvalidCircuitParameters, ProofErrorType.InvalidWitnessData,
        }));
        Assert.That(derived.Select(one => Classify(one).ToString()), Has.None.Contains("s3cret"));
    }

    [Test]
    public void Classify_OverlongMessageWithLineBreaks_IsOneBoundedLine()
    {
        var error = Classify(new CircuitDefinitionException("first\r\nsecond \u001b[31m" + new string('x', 10_000_000)));

        Assert.That(error.Message, Has.Length.LessThan(3000).And.StartWith("first  second"));
        Assert.That(error.Message.Any(char.IsControl), Is.False);
    }

    private static void AssertSays(Exception exception, ProofErrorType type, ProofErrorRecoverability? recoverability = null)
    {
        var error = Classify(exception);

        Assert.That(error.Type, Is.EqualTo(type), exception.ToString());
        Assert.That(error.Message, Is.EqualTo(exception.Message));
        Assert.That(error.Exception, Is.SameAs(exception));
        Assert.That(error.Recoverability, Is.EqualTo(recoverability ?? ProofErrorTypes.Describe(type).Recoverability));
    }

    private static MemoryStream Nothing() => new([1, 2, 3]);

    private static ProvingKeyStore CeremonyStoreIn(string directory) =>
        new(new ProvingKeyStoreOptions { EnvironmentName = "Production" }.UseCeremonyKeys(directory));

    private static Task<Exception> ProvingFailsAsync(ProofJob job)
    {
        var prover = new ReputationProver(Substitute.For<IProvingKeyStore>());
        return CaughtAsync(() => prover.ProveAsync(job, prover.Plan(job, CircuitSize.Small)));
    }

    private static ProofJob Job(ProofStatement statement, EvmAddress recipient, DateTimeOffset? asOf = null)
    {
        var registry = new AttestationRegistry();
        registry.Publish(Subject, [Attested()]);
        return new(registry.Open(Subject), statement, recipient, new ProofScope(1, Source, "people", "test"), asOf ?? AsOf);
    }

    private static Attestation Attested() => new()
    {
        Source = Source,
        Target = Subject,
        Opinion = new Opinion(0.7, 0.1, 0.2, 0.5),
        Weight = 1,
        Type = AttestationType.Trust,
        CreatedAt = AsOf.AddDays(-1),
        ExpiresAt = AsOf.AddYears(1),
    };

    private sealed class TalkativeKeyException() : ProvingKeyException(ProvingKeyRejection.WrongHash, "s3cret");

    private sealed class TalkativeInputException() : CircuitInputException("x", "s3cret");

    private sealed class TalkativeConstraintException() : ConstraintNotSatisfiedException("circuit", 1, "s3cret");
}
