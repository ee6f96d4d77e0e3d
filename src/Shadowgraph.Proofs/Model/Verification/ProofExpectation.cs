using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>
/// A verifier's requirements for a proof. Verification without requirements is impossible: a valid proof for another registry, purpose or recipient
/// is worthless.
/// </summary>
[JsonConverter(typeof(NoJsonConverter<ProofExpectation>))]
public sealed record ProofExpectation
{
    /// <summary>The accepted roots: the registry's current root and, if wanted, a window of earlier roots. Not empty.</summary>
    public required IReadOnlyCollection<Fr> AcceptedRoots { get; init; }

    /// <summary>The required scope.</summary>
    public required ProofScope Scope { get; init; }

    /// <summary>The required recipient: the account that receives the value, or presents the proof.</summary>
    public required EvmAddress Recipient { get; init; }

    /// <summary>
    /// Whether a proof of a named subject must have the subject as the recipient. Every holder of the opening of a named subject can prove in the
    /// subject's name and choose the recipient, so set this if value goes to the recipient, or obtain the subject's consent in another way. Proofs of
    /// hidden subjects are unaffected, since these need the subject's secret.
    /// </summary>
    /// <value>Default: false.</value>
    public bool RequireRecipientIsSubject { get; init; }

    /// <summary>Whether the subject must be named or hidden.</summary>
    public required ProofMode Mode { get; init; }

    /// <summary>The accepted scores: the proof's bounds must lie within these bounds.</summary>
    public required ScoreBounds Bounds { get; init; }

    /// <summary>Whether the proof must disclose the exact score.</summary>
    /// <value>Default: false.</value>
    public bool RequireExactScore { get; init; }

    /// <summary>The required subject; only with <see cref="ProofMode.Disclosed"/>.</summary>
    /// <value>Default: null, any subject.</value>
    public EvmAddress? Subject { get; init; }

    /// <summary>The maximum age of a proof, measured from its asOf.</summary>
    /// <value>Default: 1 hour. A proof with a future asOf is never accepted.</value>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// The only accepted asOf, if announced by the verifier. Recommended for anonymous proofs, since an individual time marks a prover.
    /// </summary>
    /// <value>Default: null, any time within <see cref="MaxAge"/>.</value>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>The time of verification; null for the verifier's clock, which may have been set back since.</summary>
    internal DateTimeOffset? Now { get; init; }

    /// <summary>The maximum number of links.</summary>
    /// <value>Default: <see cref="ReputationProof.MaxLinks"/>. Verification of a link takes about a millisecond.</value>
    public int MaxLinks { get; init; } = ReputationProof.MaxLinks;

    /// <summary>
    /// Whether proofs made with a development key are accepted, for tests and samples. The creator of such a key can forge proofs.
    /// </summary>
    /// <value>Default: false.</value>
    public bool AllowDevelopmentKeys { get; init; }

    /// <exception cref="ArgumentException">The requirements are contradictory or incomplete.</exception>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(AcceptedRoots);
        ArgumentNullException.ThrowIfNull(Scope);
        Require(AcceptedRoots.Count > 0, $"{nameof(AcceptedRoots)} is empty: name the registry's current root.");
        Require(!Recipient.IsZero, $"{nameof(Recipient)} is the zero address: name the account to which proofs must be made out.");
        Require(Enum.IsDefined(Mode), $"{nameof(Mode)} is not a defined value.");
        Require(Subject is null || Mode == ProofMode.Disclosed, $"{nameof(Subject)} is set, but {nameof(Mode)} expects a hidden subject.");
        Require(MaxAge >= TimeSpan.Zero, $"{nameof(MaxAge)} is negative.");
        Require(MaxLinks is >= 1 and <= ReputationProof.MaxLinks, $"{nameof(MaxLinks)} must be 1 to {ReputationProof.MaxLinks}.");
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition) throw new ArgumentException($"This expectation can't be used: {problem}");
    }
}
