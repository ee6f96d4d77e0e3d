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
        new(CircuitLoadFailed, Circuit, Medium, Retryable, "Try again; if it fails again, check the circuit's file."),
        new(CircuitCompilationFailed, Circuit, High, FallbackAvailable, "Use another size of circuit, and report this one."),
        new(InvalidCircuitParameters, Circuit, High, Fatal, "Correct the request as the message says."),
        new(ProvingKeyNotFound, Circuit, High, FallbackAvailable, "Put the key of this size into the key directory."),
        new(ProvingKeyRejected, Circuit, High, Fatal, "Replace the key by one of the ceremony."),
        new(InvalidAttestation, Witness, Medium, Fatal, "Ask the registry's publisher for a new opening."),
        new(InsufficientEvidence, Witness, Low, Fatal, "Come back when there are attestations that have not expired."),
        new(InvalidWitnessData, Witness, High, Fatal, "Report this request: its inputs do not satisfy the circuit."),
        new(WitnessPreparationFailed, Witness, Medium, Retryable, "Try again."),
        new(ProofGenerationFailed, Proof, High, Retryable, "Try again."),
        new(ProofGenerationTimeout, Proof, Medium, Retryable, "Try again when less is running, or allow more time."),
        new(ProofGenerationCancelled, Proof, Low, Fatal, "Ask again if the proof is still wanted."),
        new(ProofValidationFailed, Proof, High, Retryable, "Try again; if it fails again, check the machine and the keys."),
        new(ProofTampered, Proof, High, Fatal, "Discard the proof and have it made anew."),
        new(StatementNotSatisfied, Proof, Low, Fatal, "Choose bounds that the score is within."),
        new(ProofErrorType.OutOfMemory, Resource, High, FallbackAvailable, "Use a smaller circuit, or run fewer proofs at once."),
        new(ResourceExhausted, Resource, High, FallbackAvailable, "Use a smaller circuit, or give the process more."),
        new(WorkerUnavailable, Resource, Medium, Retryable, "Come back later, or ask another instance."),
        new(QueueFull, Resource, Medium, Retryable, "Come back later."),
        new(NetworkError, Network, Low, Retryable, "Try again."),
        new(ApiError, Network, Medium, Fatal, "Check what the remote service was asked."),
        new(AccessDenied, ProofErrorGroup.System, High, Fatal, "Ask the operator for access."),
        new(RateLimitExceeded, ProofErrorGroup.System, Medium, Fatal, "Come back when the error says."),
        new(SystemOverload, ProofErrorGroup.System, High, Retryable, "Come back later, or with a higher priority."),
        new(InternalError, ProofErrorGroup.System, High, Fatal, "Report it, with the exception."),
        new(RequestConflict, ProofErrorGroup.System, Low, Fatal, "Repeat the content that was submitted under this id, or use another id."),
    ];

    /// <summary>All types, in the order of the enumeration.</summary>
    public static IReadOnlyList<ProofErrorMetadata> All => Known;

    /// <summary>Group, severity, recoverability and advice of a type.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The type is not defined.</exception>
    public static ProofErrorMetadata Describe(ProofErrorType type) =>
        Enum.IsDefined(type) ? Known[(int)type] : throw new ArgumentOutOfRangeException(nameof(type), type, "Expected a defined type.");
}
