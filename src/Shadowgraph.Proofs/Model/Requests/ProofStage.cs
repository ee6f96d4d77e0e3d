using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>What is being done for a request.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofStage>))]
public enum ProofStage
{
    /// <summary>Checking the request, before it is let in.</summary>
    Admission,

    /// <summary>Waiting for its turn.</summary>
    Queued,

    /// <summary>Checking opening and statement, and cutting the attestations into links.</summary>
    Planning,

    /// <summary>Loading the proving key.</summary>
    LoadingKey,

    /// <summary>Solving the circuit.</summary>
    Witness,

    /// <summary>Computing the proof.</summary>
    Proving,

    /// <summary>The prover verifies what it made.</summary>
    Checking,

    /// <summary>The pipeline's validator looks at the result.</summary>
    Validating,

    /// <summary>Waiting before the next attempt.</summary>
    Recovering,

    /// <summary>Nothing more will happen.</summary>
    Finished,
}
