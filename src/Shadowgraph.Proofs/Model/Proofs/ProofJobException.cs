using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>Why a <see cref="ProofJob"/> cannot be proved, whatever the prover does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofJobRejection>))]
public enum ProofJobRejection
{
    /// <summary>The recipient is the zero address: a proof is always made out to somebody.</summary>
    RecipientMissing,

    /// <summary>The time is before 1970.</summary>
    AsOfOutOfRange,

    /// <summary>The statement is anonymous and no identity secret was given.</summary>
    IdentityMissing,

    /// <summary>An identity secret was given for a statement that names the subject.</summary>
    IdentityNotWanted,

    /// <summary>The opening is of a hidden subject and the statement names it, or the other way round.</summary>
    WrongMode,

    /// <summary>The identity secret is not the one the hidden subject was registered with.</summary>
    WrongIdentity,

    /// <summary>The opening holds more attestations than the links of the sizes allowed can take.</summary>
    TooManyAttestations,

    /// <summary>The plan is not one of this job.</summary>
    PlanDoesNotFit,
}

/// <summary>A job that can't be proved as it is. Retrying does not help: the message says what to change.</summary>
/// <param name="rejection">What is wrong.</param>
/// <param name="message">What is wrong and what to do; without secrets.</param>
public sealed class ProofJobException(ProofJobRejection rejection, string message) : ProofException(message)
{
    /// <summary>What is wrong.</summary>
    public ProofJobRejection Rejection { get; } = rejection;
}
