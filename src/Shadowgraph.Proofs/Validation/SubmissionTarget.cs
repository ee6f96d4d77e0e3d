using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Proving;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Validation;

/// <summary>A verifier contract exported by <see cref="ReputationContract"/>, with the rules of its caller.</summary>
[JsonConverter(typeof(NoJsonConverter<SubmissionTarget>))]
public sealed record SubmissionTarget
{
    /// <summary>
    /// The requirements for the proof: the rules of the contract that calls the verifier. The scope must name a chain and a contract. Whether
    /// development keys are allowed has no effect, since on a chain such keys are always refused.
    /// </summary>
    public required ProofExpectation Expectation { get; init; }

    /// <summary>
    /// Hash of the contract's verification key, as stated in the header of the exported contract: 64 hexadecimal digits.
    /// </summary>
    public required string VerificationKeyHash { get; init; }

    /// <summary>The original hash of the proof, <see cref="ProofResult.Hash"/>: a modified proof has a different hash.</summary>
    /// <value>Default: null, unknown.</value>
    public string? ProofHash { get; init; }

    /// <summary>
    /// Whether a proof of a named subject must have the subject as the recipient, as with <see cref="ProofExpectation.RequireRecipientIsSubject"/>:
    /// contracts that pay refuse any other recipient. False for a contract that accepts the subject's signature for another recipient, or requires no
    /// signature.
    /// </summary>
    /// <value>Default: true.</value>
    public bool RequireRecipientIsSubject { get; init; } = true;

    /// <summary>
    /// Whether the contract verifies chains of links, as exported by <see cref="ReputationContract.ExportChain"/>. Then the expectation's limit of
    /// links applies.
    /// </summary>
    /// <value>Default: false.</value>
    public bool TakesChains { get; init; }

    /// <summary>The expected time until the proof is in a block. A proof that will be too old by then yields a warning.</summary>
    /// <value>Default: 5 minutes.</value>
    public TimeSpan InclusionTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <exception cref="ArgumentException">The requirements are contradictory, or a part is invalid.</exception>
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
