using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs;

/// <summary>The checks of a <see cref="ReputationVerifier"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReputationCheck>))]
public enum ReputationCheck
{
    /// <summary>The number of links does not exceed the limit.</summary>
    LinkCount,

    /// <summary>The proof was made with the pinned verification key for its circuit.</summary>
    VerificationKey,

    /// <summary>The pinned key comes from a ceremony, unless development keys are allowed.</summary>
    DevelopmentKey,

    /// <summary>
    /// The first link starts from the initial state, each further link starts from the end state of the previous link, and the last link ends the
    /// chain.
    /// </summary>
    Chain,

    /// <summary>Links before the last show nothing: root, scope, nullifier, subject, recipient and bounds are 0.</summary>
    InnerSignals,

    /// <summary>All links have the same asOf.</summary>
    OneAsOf,

    /// <summary>The subject is named or hidden, as required, and exactly one of subject and nullifier is present.</summary>
    Mode,

    /// <summary>The root is an accepted root.</summary>
    RegistryRoot,

    /// <summary>The scope is the required scope.</summary>
    Scope,

    /// <summary>The recipient is the required recipient, and equals the named subject if required.</summary>
    Recipient,

    /// <summary>The subject is the required subject.</summary>
    Subject,

    /// <summary>The proof's bounds lie within the accepted bounds, and are exact if required.</summary>
    Bounds,

    /// <summary>The asOf is not in the future.</summary>
    AsOfInFuture,

    /// <summary>The proof does not exceed the maximum age.</summary>
    AsOfTooOld,

    /// <summary>The asOf is the required time.</summary>
    AsOf,

    /// <summary>The Groth16 proof of each link is valid for its public signals.</summary>
    Proof,
}
