using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The types of errors. <see cref="ProofErrorTypes.Describe"/> returns group, severity and recoverability of a type.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofErrorType>))]
public enum ProofErrorType
{
    /// <summary>No circuit fits the request.</summary>
    CircuitNotFound,

    /// <summary>A circuit's file could not be read.</summary>
    CircuitLoadFailed,

    /// <summary>A circuit's definition could not be compiled.</summary>
    CircuitCompilationFailed,

    /// <summary>The parts of the request do not form a statement that a circuit can prove.</summary>
    InvalidCircuitParameters,

    /// <summary>There is no proving key for the circuit.</summary>
    ProvingKeyNotFound,

    /// <summary>The proving key is corrupt, belongs to another circuit, has no contribution, or is a development key where forbidden.</summary>
    ProvingKeyRejected,

    /// <summary>An attestation, or the opening with the attestations, is not valid.</summary>
    InvalidAttestation,

    /// <summary>No attestation with evidence is active at the time of the proof.</summary>
    InsufficientEvidence,

    /// <summary>The witness does not satisfy a constraint of the circuit.</summary>
    InvalidWitnessData,

    /// <summary>The preparation of the witness failed for a temporary reason.</summary>
    WitnessPreparationFailed,

    /// <summary>The computation of the proof failed for a temporary reason.</summary>
    ProofGenerationFailed,

    /// <summary>The proof was not finished within the time limit.</summary>
    ProofGenerationTimeout,

    /// <summary>The proof was cancelled by its caller, by id, or by a stop of the pipeline.</summary>
    ProofGenerationCancelled,

    /// <summary>Verification of the finished proof failed, and the proof was discarded.</summary>
    ProofValidationFailed,

    /// <summary>A proof does not match its hash.</summary>
    ProofTampered,

    /// <summary>The score is outside the bounds of the statement.</summary>
    StatementNotSatisfied,

    /// <summary>There was not enough memory.</summary>
    OutOfMemory,

    /// <summary>The proof needs more memory, disk space or handles than the limit.</summary>
    ResourceExhausted,

    /// <summary>No worker is available for the proof.</summary>
    WorkerUnavailable,

    /// <summary>The queue has reached its capacity.</summary>
    QueueFull,

    /// <summary>The network failed.</summary>
    NetworkError,

    /// <summary>A remote service refused.</summary>
    ApiError,

    /// <summary>The user, or the process, lacks permission.</summary>
    AccessDenied,

    /// <summary>The user exceeded the rate limit; the error states the delay before a retry.</summary>
    RateLimitExceeded,

    /// <summary>The request reached its limit for the waiting time, because of too much load.</summary>
    SystemOverload,

    /// <summary>An unclassified error.</summary>
    InternalError,

    /// <summary>The user has submitted a request with the same id and different content.</summary>
    RequestConflict,
}
