using Shadowgraph.Proofs.ConstraintSystems;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Proving.Keys;
using static Shadowgraph.Proofs.ProofErrorType;

namespace Shadowgraph.Proofs.Errors;

internal static partial class ExceptionFindings
{
    /// <summary>
    /// Classifies this library's exceptions. Their messages hold no secrets and state the remedy. Null for all further exceptions.
    /// </summary>
    public static ErrorFinding? OfLibrary(Exception exception) => exception switch
    {
        ProofJobException { Rejection: ProofJobRejection.TooManyAttestations } => Say(CircuitNotFound, exception),
        ProofJobException or CircuitInputException => Say(InvalidCircuitParameters, exception),
        StatementNotSatisfiedException => Say(StatementNotSatisfied, exception),
        ProofSelfCheckException => Say(ProofValidationFailed, exception),
        ProvingKeysNotConfiguredException => Say(ProvingKeyNotFound, exception) with { Recoverability = ProofErrorRecoverability.Fatal },
        ProvingKeyNotFoundException missing => Say(ProvingKeyNotFound, exception) with { Circuit = missing.Size },
        ProvingKeyException => Say(ProvingKeyRejected, exception),
        // The message may name the attester or the subject of an attestation.
        InvalidAttestationException invalid => Compose(InvalidAttestation, $"The attestation's field {invalid.Field} is not valid."),
        RegistryOpeningException => Say(InvalidAttestation, exception),
        InsufficientEvidenceException => Say(InsufficientEvidence, exception),
        WitnessRejectedException or ConstraintNotSatisfiedException => SayAndAdvise(InvalidWitnessData, exception),
        CircuitDefinitionException => Say(CircuitCompilationFailed, exception),
        ProofFileException file => OfProofFile(file),
        _ => null,
    };

    private static ErrorFinding OfProofFile(ProofFileException file) => Say(TypeOfFile(file.FileKind), file) with
    {
        // The bytes of the file are wrong, so a retry would fail, too.
        Recoverability = ProofErrorRecoverability.Fatal,
    };

    private static ProofErrorType TypeOfFile(string? kind) => kind switch
    {
        not null when Starts(kind, "proving key") || Starts(kind, ".zkey") || Starts(kind, "verification_key") => ProvingKeyRejected,
        not null when Starts(kind, "proof request") => InvalidCircuitParameters,
        not null when Starts(kind, ".wtns") || Starts(kind, "witness") => InvalidWitnessData,
        not null when kind.EndsWith("proof", StringComparison.OrdinalIgnoreCase) || Starts(kind, "proof") || Starts(kind, "public") =>
            ProofTampered,
        _ => CircuitLoadFailed,
    };

    private static bool Starts(string kind, string name) => kind.StartsWith(name, StringComparison.OrdinalIgnoreCase);

    private static ErrorFinding Say(ProofErrorType type, Exception exception) => new(type) { Message = TextOf(exception) };

    private static ErrorFinding SayAndAdvise(ProofErrorType type, Exception exception) =>
        TextOf(exception) is { } text ? Compose(type, text) : new(type);

    private static ErrorFinding Compose(ProofErrorType type, string text) =>
        new(type) { Message = $"{ErrorText.Clean(text)} {ProofErrorTypes.Describe(type).Advice}" };

    // A derived class of a foreign assembly may have any message.
    private static string? TextOf(Exception exception) =>
        exception.GetType().Assembly == typeof(ExceptionFindings).Assembly ? ErrorText.Clean(exception.Message) : null;
}
