using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The reasons why a <see cref="ProofJob"/> can't be proved by any prover.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProofJobRejection>))]
public enum ProofJobRejection
{
    /// <summary>The recipient is the zero address: every proof needs a recipient.</summary>
    RecipientMissing,

    /// <summary>The time is before 1970.</summary>
    AsOfOutOfRange,

    /// <summary>The statement is anonymous, but the job has no identity secret.</summary>
    IdentityMissing,

    /// <summary>The job has an identity secret, but the statement names the subject.</summary>
    IdentityNotWanted,

    /// <summary>The opening belongs to a hidden subject and the statement names the subject, or vice versa.</summary>
    WrongMode,

    /// <summary>The identity secret does not match the commitment of the hidden subject.</summary>
    WrongIdentity,

    /// <summary>The opening holds more attestations than the maximum number of links of the allowed circuits can take.</summary>
    TooManyAttestations,

    /// <summary>The plan does not belong to this job.</summary>
    PlanDoesNotFit,
}

/// <summary>A job that can't be proved without changes. A retry does not help: the message states the necessary change.</summary>
/// <param name="rejection">The reason.</param>
/// <param name="message">Problem and remedy; without secrets.</param>
public sealed class ProofJobException(ProofJobRejection rejection, string message) : ProofException(message)
{
    /// <summary>The reason.</summary>
    public ProofJobRejection Rejection { get; } = rejection;
}
