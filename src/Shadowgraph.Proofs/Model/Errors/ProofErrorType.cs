using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>What went wrong. <see cref="ProofErrorTypes.Describe"/> gives the group, severity and recoverability of each.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofErrorType>))]
public enum ProofErrorType
{
    /// <summary>No circuit takes what was asked for.</summary>
    CircuitNotFound,

    /// <summary>A circuit's file could not be read.</summary>
    CircuitLoadFailed,

    /// <summary>A circuit's definition could not be compiled.</summary>
    CircuitCompilationFailed,

    /// <summary>Parts of the request do not make a statement that a circuit can prove.</summary>
    InvalidCircuitParameters,

    /// <summary>There is no proving key for the circuit.</summary>
    ProvingKeyNotFound,

    /// <summary>The proving key is corrupt, of another circuit, without contribution, or a development key where none is allowed.</summary>
    ProvingKeyRejected,

    /// <summary>An attestation, or the opening that holds it, is not a valid one.</summary>
    InvalidAttestation,

    /// <summary>No attestation with evidence is active at the time of the proof.</summary>
    InsufficientEvidence,

    /// <summary>The witness does not satisfy a constraint of the circuit.</summary>
    InvalidWitnessData,

    /// <summary>Preparing the witness failed for a reason that may pass.</summary>
    WitnessPreparationFailed,

    /// <summary>Computing the proof failed for a reason that may pass.</summary>
    ProofGenerationFailed,

    /// <summary>The proof was not done in the time allowed.</summary>
    ProofGenerationTimeout,

    /// <summary>The proof was cancelled, by its caller, by id, or because the pipeline stopped.</summary>
    ProofGenerationCancelled,

    /// <summary>The finished proof did not verify, and was discarded.</summary>
    ProofValidationFailed,

    /// <summary>A proof is not the one that its hash names.</summary>
    ProofTampered,

    /// <summary>The score is outside the bounds to be proved.</summary>
    StatementNotSatisfied,

    /// <summary>There was not enough memory.</summary>
    OutOfMemory,

    /// <summary>The proof needs more memory, disk or handles than may be used.</summary>
    ResourceExhausted,

    /// <summary>No worker can take the proof now.</summary>
    WorkerUnavailable,

    /// <summary>As many requests wait as may wait.</summary>
    QueueFull,

    /// <summary>The network failed.</summary>
    NetworkError,

    /// <summary>A remote service refused.</summary>
    ApiError,

    /// <summary>The user, or the process, may not do this.</summary>
    AccessDenied,

    /// <summary>The user asked too often; the error says when to come back.</summary>
    RateLimitExceeded,

    /// <summary>The request waited longer than it may, as there is more work than can be done.</summary>
    SystemOverload,

    /// <summary>Anything unknown.</summary>
    InternalError,

    /// <summary>The user has submitted a request with the same id and other content.</summary>
    RequestConflict,
}
