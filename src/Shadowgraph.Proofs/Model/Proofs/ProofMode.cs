using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>Whether a proof names its subject.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofMode>))]
public enum ProofMode
{
    /// <summary>The subject's address is in the proof. The prover need not be the subject: every holder of the opening can make the proof.</summary>
    Disclosed,

    /// <summary>
    /// The subject is hidden; a nullifier replaces the subject within a scope. The proof requires the subject's secret.
    /// </summary>
    Anonymous,
}
