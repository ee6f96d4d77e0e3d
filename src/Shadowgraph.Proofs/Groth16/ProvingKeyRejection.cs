using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>Why a well-formed key is refused.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProvingKeyRejection>))]
public enum ProvingKeyRejection
{
    /// <summary>
    /// A point is not on its curve, not in the group of order r, or infinity where that is not allowed; or points contradict each other.
    /// </summary>
    InvalidPoint,

    /// <summary>
    /// No participant contributed to the circuit's own part of the ceremony (phase 2), or nothing says that one did: anyone can forge proofs
    /// for the key. A public beacon is no participant.
    /// </summary>
    NoContribution,

    /// <summary>The key was made for another circuit.</summary>
    WrongCircuit,

    /// <summary>The file is not the one whose SHA-256 was expected.</summary>
    WrongHash,

    /// <summary>The key is a development key, and the caller accepts none.</summary>
    DevelopmentKey,

    /// <summary>
    /// Two points of the verifying key have a known ratio, such as beta = gamma or delta = -gamma: anyone can forge proofs for the key.
    /// </summary>
    Forgeable,
}
