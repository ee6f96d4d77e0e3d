using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The stages of a request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofStage>))]
public enum ProofStage
{
    /// <summary>Validation before admission to the pipeline.</summary>
    Admission,

    /// <summary>Waiting in the queue.</summary>
    Queued,

    /// <summary>Checking opening and statement, and splitting the attestations into links.</summary>
    Planning,

    /// <summary>Loading the proving key.</summary>
    LoadingKey,

    /// <summary>Solving the circuit.</summary>
    Witness,

    /// <summary>Computing the proof.</summary>
    Proving,

    /// <summary>Verification of the proof by the prover.</summary>
    Checking,

    /// <summary>Verification of the result by the pipeline's validator.</summary>
    Validating,

    /// <summary>Waiting before the next attempt.</summary>
    Recovering,

    /// <summary>The request has ended.</summary>
    Finished,
}
