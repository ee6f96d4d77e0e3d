using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Validation;

/// <summary>A contract that <see cref="ReputationContract"/> exported, and what whoever calls it there asks of a proof.</summary>
[JsonConverter(typeof(NoJsonConverter<SubmissionTarget>))]
public sealed record SubmissionTarget
{
    /// <summary>
    /// What the proof must say: the rules of the contract that calls the verifier. Its scope names a chain and a contract. Whether it allows
    /// development keys makes no difference, as a chain never should.
    /// </summary>
    public required ProofExpectation Expectation { get; init; }

    /// <summary>
    /// Hash of the verification key that the contract was exported with, as its head tells it: 64 hexadecimal digits.
    /// </summary>
    public required string VerificationKeyHash { get; init; }

    /// <summary>The hash that the proof had when it was made, <see cref="ProofResult.Hash"/>: a proof that was changed since has another.
    /// </summary>
    /// <value>Default: null, which means that it is not known.</value>
    public string? ProofHash { get; init; }

    /// <summary>
    /// Whether a proof that names its subject must be made out to it, as with <see cref="ProofExpectation.RequireRecipientIsSubject"/>: contracts
    /// that pay refuse any other. False for a contract that takes the subject's signature for another recipient, or that asks for none.
    /// </summary>
    /// <value>Default: true.</value>
    public bool RequireRecipientIsSubject { get; init; } = true;

    /// <summary>
    /// Whether the contract checks chains of links, as <see cref="ReputationContract.ExportChain"/> writes it. Then proofs of as many links are
    /// good as the expectation takes.
    /// </summary>
    /// <value>Default: false.</value>
    public bool TakesChains { get; init; }

    /// <summary>How long it may take until the proof is in a block. One that will be too old by then gives a warning.</summary>
    /// <value>Default: 5 minutes.</value>
    public TimeSpan InclusionTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <exception cref="ArgumentException">No proof could meet this, or a part of it is not what it should be.</exception>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Expectation);
        ArgumentNullException.ThrowIfNull(VerificationKeyHash);
        Expectation.Validate();
        Require(
            VerificationKeyHash.Length == 64 && VerificationKeyHash.All(char.IsAsciiHexDigit),
            $"{nameof(VerificationKeyHash)} must be 64 hexadecimal digits.");
        Require(InclusionTime >= TimeSpan.Zero, $"{nameof(InclusionTime)} is negative.");
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition) throw new ArgumentException($"This target can't be used: {problem}");
    }
}
