using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>
/// The claim of a proof: the exact score, a lower bound, a range, or membership alone; for a named or a hidden subject.
/// </summary>
[JsonConverter(typeof(NoJsonConverter<ProofStatement>))]
public sealed record ProofStatement
{
    /// <summary>
    /// The limit for narrow bounds, in millionths: the publisher of the registry knows every score, so an anonymous proof of a narrower interval
    /// points to few subjects or to a single subject.
    /// </summary>
    public const int NarrowWidth = 50_000;

    private readonly ScoreBounds _bounds;

    private ProofStatement(ProofKind kind, ScoreBounds bounds)
    {
        Kind = kind;
        _bounds = bounds;
    }

    /// <summary>The kind of claim about the score.</summary>
    public ProofKind Kind { get; }

    /// <summary>Whether the subject stays hidden behind a nullifier.</summary>
    public bool IsAnonymous { get; private init; }

    /// <summary>The bounds in the proof; null for <see cref="ProofKind.Exact"/>, since exact bounds depend on the score.</summary>
    public ScoreBounds? Bounds => Kind == ProofKind.Exact ? null : _bounds;

    /// <summary>The exact score, rounded down to a millionth.</summary>
    public static ProofStatement Exact() => new(ProofKind.Exact, ScoreBounds.Any);

    /// <summary>A score of at least <paramref name="minimum"/>.</summary>
    /// <param name="minimum">In millionths, 0 to 1 000 000: 750 000 means "at least 0.75".</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is outside 0 to 1 000 000.</exception>
    public static ProofStatement Threshold(int minimum) => new(ProofKind.Threshold, ScoreBounds.AtLeast(minimum));

    /// <summary>A score from <paramref name="minimum"/> to <paramref name="maximum"/>, both included.</summary>
    /// <param name="minimum">In millionths, 0 to 1 000 000.</param>
    /// <param name="maximum">In millionths, <paramref name="minimum"/> to 1 000 000.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is outside 0 to 1 000 000, or the minimum exceeds the maximum.</exception>
    public static ProofStatement Range(int minimum, int maximum) => new(ProofKind.Range, new ScoreBounds(minimum, maximum));

    /// <summary>Membership only: the registry holds the subject with evidence that has not expired.</summary>
    public static ProofStatement SetMembership() => new(ProofKind.SetMembership, ScoreBounds.Any);

    /// <summary>
    /// The same statement for a hidden subject; requires an opening of a hidden subject, and the subject's secret.
    /// </summary>
    /// <param name="allowIdentifyingBounds">
    /// Must be true for an exact score, or bounds narrower than <see cref="NarrowWidth"/>: the publisher of the registry knows every score, and could
    /// identify the prover by such a proof.
    /// </param>
    /// <exception cref="ArgumentException">The statement would identify the subject to the publisher, and <paramref name="allowIdentifyingBounds"/>
    /// is false.</exception>
    public ProofStatement Anonymously(bool allowIdentifyingBounds = false)
    {
        if (!allowIdentifyingBounds && (Kind == ProofKind.Exact || _bounds.Maximum - _bounds.Minimum < NarrowWidth))
        {
            throw new ArgumentException(
                "An anonymous proof of an exact score or of a narrow range identifies the subject to the registry's publisher, who knows "
                + $"every score. Choose bounds at least {NarrowWidth} millionths apart, or accept this with allowIdentifyingBounds: true.",
                nameof(allowIdentifyingBounds));
        }

        return this with { IsAnonymous = true };
    }

    /// <summary>The bounds to prove for a subject with this score, in millionths.</summary>
    /// <exception cref="StatementNotSatisfiedException">The score is outside the bounds.</exception>
    internal ScoreBounds BoundsFor(int score)
    {
        if (Kind == ProofKind.Exact) return new ScoreBounds(score, score);
        if (!_bounds.Contains(score)) throw new StatementNotSatisfiedException(_bounds);
        return _bounds;
    }
}
