using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>The checks on the points of a loaded key. All modes check that coordinates are below the modulus.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PointValidation>))]
public enum PointValidation
{
    /// <summary>Every point is on its curve, and the verifying key's points are in the groups of order r. The default.</summary>
    OnCurve,

    /// <summary>
    /// Every point is in the group of order r, and the key's parts in G1 and G2 agree. For a key of unknown origin, once before its hash is pinned:
    /// takes several times as long as the default.
    /// </summary>
    Full,

    /// <summary>
    /// Only the verifying key's points are checked, because the content is known: the file must have the SHA-256 given in
    /// <see cref="ProvingKeyReadOptions.ExpectedSha256"/>.
    /// </summary>
    TrustedBecauseHashIsPinned,
}
