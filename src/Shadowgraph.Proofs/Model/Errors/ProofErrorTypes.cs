using static Shadowgraph.Proofs.ProofErrorGroup;
using static Shadowgraph.Proofs.ProofErrorRecoverability;
using static Shadowgraph.Proofs.ProofErrorSeverity;
using static Shadowgraph.Proofs.ProofErrorType;

namespace Shadowgraph.Proofs;

/// <summary>The metadata of all error types.</summary>
public static class ProofErrorTypes
{
    private static readonly ProofErrorMetadata[] Known =
    [
        new(CircuitNotFound, Circuit, High, Fatal, "Allow a larger circuit, or have the publisher leave out old attestations."),
        new(CircuitLoadFailed, Circuit, Medium, Retryable, "Retry; if the error persists, check the circuit's file."),
        new(CircuitCompilationFailed, Circuit, High, FallbackAvailable, "Use another size of circuit, and report this one."),
        new(InvalidCircuitParameters, Circuit, High, Fatal, "Correct the request as the message says."),
        new(ProvingKeyNotFound, Circuit, High, FallbackAvailable, "Put the key of this size into the key directory."),
        new(ProvingKeyRejected, Circuit, High, Fatal, "Replace the key by one of the ceremony."),
        new(InvalidAttestation, Witness, Medium, Fatal, "Ask the registry's publisher for a new opening."),
        new(InsufficientEvidence, Witness, Low, Fatal, "Retry when there are attestations that have not expired."),
        new(InvalidWitnessData, Witness, High, Fatal, "Report this request: its inputs do not satisfy the circuit."),
        new(WitnessPreparationFailed, Witness, Medium, Retryable, "Try again."),
        new(ProofGenerationFailed, Proof, High, Retryable, "Try again."),
        new(ProofGenerationTimeout, Proof, Medium, Retryable, "Try again at a lower load, or allow more time."),
        new(ProofGenerationCancelled, Proof, Low, Fatal, "Submit the request again if the proof is still needed."),
        new(ProofValidationFailed, Proof, High, Retryable, "Retry; if the error persists, check the machine and the keys."),
        new(ProofTampered, Proof, High, Fatal, "Discard the proof, and request a new proof."),
        new(StatementNotSatisfied, Proof, Low, Fatal, "Choose bounds that contain the score."),
        new(ProofErrorType.OutOfMemory, Resource, High, FallbackAvailable, "Use a smaller circuit, or run fewer proofs at once."),
        new(ResourceExhausted, Resource, High, FallbackAvailable, "Use a smaller circuit, or raise the limits of the process."),
        new(WorkerUnavailable, Resource, Medium, Retryable, "Retry later, or use another instance."),
        new(QueueFull, Resource, Medium, Retryable, "Retry later."),
        new(NetworkError, Network, Low, Retryable, "Try again."),
        new(ApiError, Network, Medium, Fatal, "Check the request to the remote service."),
        new(AccessDenied, ProofErrorGroup.System, High, Fatal, "Ask the operator for access."),
        new(RateLimitExceeded, ProofErrorGroup.System, Medium, Fatal, "Retry after the delay stated by the error."),
        new(SystemOverload, ProofErrorGroup.System, High, Retryable, "Retry later, or with a higher priority."),
        new(InternalError, ProofErrorGroup.System, High, Fatal, "Report the error, with the exception."),
        new(RequestConflict, ProofErrorGroup.System, Low, Fatal, "Repeat the content that was submitted under this id, or use another id."),
    ];

    /// <summary>All types, in the order of the enumeration.</summary>
    public static IReadOnlyList<ProofErrorMetadata> All => Known;

    /// <summary>Group, severity, recoverability and advice of a type.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The type is not defined.</exception>
    public static ProofErrorMetadata Describe(ProofErrorType type) =>
        Enum.IsDefined(type) ? Known[(int)type] : throw new ArgumentOutOfRangeException(nameof(type), type, "Expected a defined type.");
}
