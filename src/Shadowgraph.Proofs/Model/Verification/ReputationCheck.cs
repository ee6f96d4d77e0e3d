using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs;

/// <summary>What a <see cref="ReputationVerifier"/> checks, one name for each check.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReputationCheck>))]
public enum ReputationCheck
{
    /// <summary>There are no more links than expected.</summary>
    LinkCount,

    /// <summary>The proof was made with the verification key that is pinned for its circuit.</summary>
    VerificationKey,

    /// <summary>The pinned key comes from a ceremony, unless development keys are allowed.</summary>
    DevelopmentKey,

    /// <summary>
    /// The first link starts from nothing, the last one ends, and each one in between starts where the one before it stopped.
    /// </summary>
    Chain,

    /// <summary>Links other than the last show nothing: root, scope, nullifier, subject, recipient and bounds are 0.</summary>
    InnerSignals,

    /// <summary>All links are of one time.</summary>
    OneAsOf,

    /// <summary>The subject is named or hidden, as expected, and exactly one of subject and nullifier is there.</summary>
    Mode,

    /// <summary>The root is one of those accepted.</summary>
    RegistryRoot,

    /// <summary>The scope is the one expected.</summary>
    Scope,

    /// <summary>The proof is made out to the recipient expected, and to the subject that it names if that is expected.</summary>
    Recipient,

    /// <summary>The subject is the one expected.</summary>
    Subject,

    /// <summary>Every score the proof leaves possible is within the bounds expected, and it is one score if that is expected.</summary>
    Bounds,

    /// <summary>The proof is not of a time still to come.</summary>
    AsOfInFuture,

    /// <summary>The proof is not older than expected.</summary>
    AsOfTooOld,

    /// <summary>The proof is of exactly the time expected.</summary>
    AsOf,

    /// <summary>The Groth16 proof of each link is valid for its public signals.</summary>
    Proof,
}
