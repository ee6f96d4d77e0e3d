using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The subject matter of an attestation. The type is part of the commitment and does not change the score.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AttestationType>))]
public enum AttestationType
{
    /// <summary>Trust in the subject.</summary>
    Trust = 1,

    /// <summary>The subject's skill.</summary>
    Skill = 2,

    /// <summary>The attester vouches for the subject.</summary>
    Vouch = 3,

    /// <summary>The attester endorses the subject.</summary>
    Endorsement = 4,
}
