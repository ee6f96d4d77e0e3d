using static Shadowgraph.Proofs.ProofErrorGroup;
using static Shadowgraph.Proofs.ProofErrorRecoverability;
using static Shadowgraph.Proofs.ProofErrorSeverity;
using static Shadowgraph.Proofs.ProofErrorType;

namespace Shadowgraph.Proofs.Tests.Model.Errors;

[TestFixture]
public sealed class ProofErrorTypesTests
{
    private static readonly (ProofErrorType Type, ProofErrorGroup, ProofErrorSeverity, ProofErrorRecoverability)[] Table =
    [
        (CircuitNotFound, Circuit, High, Fatal),
        (CircuitLoadFailed, Circuit, Medium, Retryable),
        (CircuitCompilationFailed, Circuit, High, FallbackAvailable),
        (InvalidCircuitParameters, Circuit, High, Fatal),
        (ProvingKeyNotFound, Circuit, High, FallbackAvailable),
        (ProvingKeyRejected, Circuit, High, Fatal),
        (InvalidAttestation, Witness, Medium, Fatal),
        (InsufficientEvidence, Witness, Low, Fatal),
        (InvalidWitnessData, Witness, High, Fatal),
        (WitnessPreparationFailed, Witness, Medium, Retryable),
        (ProofGenerationFailed, Proof, High, Retryable),
        (ProofGenerationTimeout, Proof, Medium, Retryable),
        (ProofGenerationCancelled, Proof, Low, Fatal),
        (ProofValidationFailed, Proof, High, Retryable),
        (ProofTampered, Proof, High, Fatal),
        (StatementNotSatisfied, Proof, Low, Fatal),
        (ProofErrorType.OutOfMemory, Resource, High, FallbackAvailable),
        (ResourceExhausted, Resource, High, FallbackAvailable),
        (WorkerUnavailable, Resource, Medium, Retryable),
        (QueueFull, Resource, Medium, Retryable),
        (NetworkError, Network, Low, Retryable),
        (ApiError, Network, Medium, Fatal),
        (AccessDenied, ProofErrorGroup.System, High, Fatal),
        (RateLimitExceeded, ProofErrorGroup.System, Medium, Fatal),
        (SystemOverload, ProofErrorGroup.System, High, Retryable),
        (InternalError, ProofErrorGroup.System, High, Fatal),
        (RequestConflict, ProofErrorGroup.System, Low, Fatal),
    ];

    [Test]
    public void All_AreTheTwentySixOfTheTable()
    {
        var known = ProofErrorTypes.All.Select(type => (type.Type, type.Group, type.Severity, type.Recoverability));

        Assert.That(known, Is.EqualTo(Table));
        Assert.That(Table.Select(row => row.Type), Is.EqualTo(Enum.GetValues<ProofErrorType>()).And.Exactly(27).Items);
    }

    [Test]
    public void All_HaveAdviceOfOneSentence() =>
        Assert.That(ProofErrorTypes.All.Select(type => type.Advice), Has.All.Match("^[A-Z].+[.]$"));

    [TestCaseSource(nameof(Types))]
    public void NewError_HasWhatItsTypeHas(ProofErrorType type)
    {
        var error = new ProofError(type, "Wrong. Do it right.");
        var known = ProofErrorTypes.Describe(type);

        Assert.That((error.Severity, error.Recoverability), Is.EqualTo((known.Severity, known.Recoverability)));
        Assert.That(error.ToString(), Is.EqualTo($"{type}: Wrong. Do it right."));
    }

    [TestCase(-1)]
    [TestCase(27)]
    public void Describe_NotAType_Throws(int type)
    {
        Assert.That(() => ProofErrorTypes.Describe((ProofErrorType)type), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new ProofError((ProofErrorType)type, "x"), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static ProofErrorType[] Types() => Enum.GetValues<ProofErrorType>();
}
