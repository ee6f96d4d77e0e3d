using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The part of the system in which an error originates.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofErrorGroup>))]
public enum ProofErrorGroup
{
    /// <summary>Circuits and their keys.</summary>
    Circuit,

    /// <summary>Attestations, evidence and the resulting witness.</summary>
    Witness,

    /// <summary>The proof itself.</summary>
    Proof,

    /// <summary>Memory, workers and the queue.</summary>
    Resource,

    /// <summary>The network and remote services.</summary>
    Network,

    /// <summary>Access, limits and everything else.</summary>
    System,
}
