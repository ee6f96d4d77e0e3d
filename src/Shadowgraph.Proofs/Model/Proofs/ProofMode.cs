using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>Whether a proof names its subject.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofMode>))]
public enum ProofMode
{
    /// <summary>The subject's address is in the proof. It need not be the subject who made it: whoever holds the opening can.</summary>
    Disclosed,

    /// <summary>
    /// The subject is hidden; the nullifier stands for it within one scope. Only who knows the subject's secret can make it.
    /// </summary>
    Anonymous,
}
