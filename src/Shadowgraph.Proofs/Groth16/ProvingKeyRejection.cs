using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>The cause for which a well-formed key is refused.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProvingKeyRejection>))]
public enum ProvingKeyRejection
{
    /// <summary>
    /// A point is off its curve, outside the group of order r, or an inadmissible infinity; or points contradict each other.
    /// </summary>
    InvalidPoint,

    /// <summary>
    /// The file lists no participant in the circuit-specific part of the ceremony (phase 2): proofs for such a key can be forged without a secret. A
    /// public beacon is no participant.
    /// </summary>
    NoContribution,

    /// <summary>The key belongs to a different circuit.</summary>
    WrongCircuit,

    /// <summary>The SHA-256 of the file differs from the expected hash.</summary>
    WrongHash,

    /// <summary>The key is a development key, which the caller does not accept.</summary>
    DevelopmentKey,

    /// <summary>
    /// Two points of the verifying key have a known ratio, such as beta = gamma or delta = -gamma: proofs for such a key can be forged without a secret.
    /// </summary>
    Forgeable,
}
