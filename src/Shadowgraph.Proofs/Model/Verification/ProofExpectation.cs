using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>
/// What a verifier wants a proof to say. There is no verification without one: a valid proof of another registry, for another purpose or
/// made out to somebody else is worth nothing.
/// </summary>
[JsonConverter(typeof(NoJsonConverter<ProofExpectation>))]
public sealed record ProofExpectation
{
    /// <summary>The roots accepted: the registry's current one and, if wanted, those of a window before it. Not empty.</summary>
    public required IReadOnlyCollection<Fr> AcceptedRoots { get; init; }

    /// <summary>The scope the proof must have been made for.</summary>
    public required ProofScope Scope { get; init; }

    /// <summary>Whom the proof must be made out to: who gets paid, or presents it.</summary>
    public required EvmAddress Recipient { get; init; }

    /// <summary>
    /// Whether a proof that names its subject must be made out to that subject. Whoever holds the opening of a named subject can prove in its
    /// name and choose the recipient, so where value goes to the recipient, set this, or ask for the subject's consent in another way. A proof
    /// with a hidden subject is not affected: it needs the subject's secret.
    /// </summary>
    /// <value>Default: false.</value>
    public bool RequireRecipientIsSubject { get; init; }

    /// <summary>Whether the subject must be named or hidden.</summary>
    public required ProofMode Mode { get; init; }

    /// <summary>The scores accepted: every score that the proof leaves possible must be among them.</summary>
    public required ScoreBounds Bounds { get; init; }

    /// <summary>Whether the proof must leave one score only.</summary>
    /// <value>Default: false.</value>
    public bool RequireExactScore { get; init; }

    /// <summary>The subject it must be about; only with <see cref="ProofMode.Disclosed"/>.</summary>
    /// <value>Default: null, any subject.</value>
    public EvmAddress? Subject { get; init; }

    /// <summary>The oldest a proof may be, measured from its asOf.</summary>
    /// <value>Default: 1 hour. A proof of a time still to come is never accepted.</value>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// The one asOf accepted, if the verifier gave it out. It should, for anonymous proofs, as a time of its own marks a prover.
    /// </summary>
    /// <value>Default: null, any within <see cref="MaxAge"/>.</value>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>The time at which the proof is looked at; null for the verifier's clock, which somebody may have set back since.</summary>
    internal DateTimeOffset? Now { get; init; }

    /// <summary>The most links accepted.</summary>
    /// <value>Default: <see cref="ReputationProof.MaxLinks"/>. A link takes about a millisecond to verify.</value>
    public int MaxLinks { get; init; } = ReputationProof.MaxLinks;

    /// <summary>
    /// Whether a proof made with a development key is accepted: in tests and samples. Whoever made that key can forge proofs.
    /// </summary>
    /// <value>Default: false.</value>
    public bool AllowDevelopmentKeys { get; init; }

    /// <exception cref="ArgumentException">No proof could meet this, or it was forgotten to say what is expected.</exception>
    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(AcceptedRoots);
        ArgumentNullException.ThrowIfNull(Scope);
        Require(AcceptedRoots.Count > 0, $"{nameof(AcceptedRoots)} is empty: name the registry's current root.");
        Require(!Recipient.IsZero, $"{nameof(Recipient)} is the zero address: name whom proofs must be made out to.");
        Require(Enum.IsDefined(Mode), $"{nameof(Mode)} is not a defined value.");
        Require(Subject is null || Mode == ProofMode.Disclosed, $"{nameof(Subject)} is named, and {nameof(Mode)} expects it hidden.");
        Require(MaxAge >= TimeSpan.Zero, $"{nameof(MaxAge)} is negative.");
        Require(MaxLinks is >= 1 and <= ReputationProof.MaxLinks, $"{nameof(MaxLinks)} must be 1 to {ReputationProof.MaxLinks}.");
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition) throw new ArgumentException($"This expectation can't be used: {problem}");
    }
}
