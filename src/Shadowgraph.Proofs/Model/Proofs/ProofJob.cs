using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>
/// What is to be proved: a statement about an opening from the registry's publisher, for a recipient and a scope, at a time. Immutable;
/// what can be checked without computing is checked when it is made.
/// </summary>
[JsonConverter(typeof(NoJsonConverter<ProofJob>))]
public sealed class ProofJob
{
    /// <summary>Makes a job.</summary>
    /// <param name="opening">From the registry's publisher.</param>
    /// <param name="statement">What to say about it.</param>
    /// <param name="recipient">Whom the proof is made out to; not zero.</param>
    /// <param name="scope">What the proof is good for.</param>
    /// <param name="asOf">
    /// From 1970 on, in whole seconds, fractions dropped: attestations that expire later count. For an anonymous proof take a time that the
    /// verifier gave out, as one of its own would mark the prover.
    /// </param>
    /// <param name="identity">
    /// The secret of a hidden subject, for an anonymous statement; else null. It must not be disposed before the proof is done.
    /// </param>
    /// <exception cref="ProofJobException">The parts do not make a job; the message says which.</exception>
    public ProofJob(
        RegistryOpening opening,
        ProofStatement statement,
        EvmAddress recipient,
        ProofScope scope,
        DateTimeOffset asOf,
        IdentitySecret? identity = null)
    {
        ArgumentNullException.ThrowIfNull(opening);
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(scope);
        if (recipient.IsZero)
            throw Rejected(
                ProofJobRejection.RecipientMissing, "The recipient is the zero address. Name the account that the proof is for.");
        if (asOf < DateTimeOffset.UnixEpoch)
        {
            throw Rejected(
                ProofJobRejection.AsOfOutOfRange, "The proof's time is before 1970. Use the current one, or the verifier's.");
        }

        CheckMode(opening, statement, identity);

        Opening = opening;
        Statement = statement;
        Recipient = recipient;
        Scope = scope;
        AsOf = DateTimeOffset.FromUnixTimeSeconds(asOf.ToUnixTimeSeconds());
        Identity = identity;
    }

    /// <summary>What the publisher handed out. Confidential.</summary>
    public RegistryOpening Opening { get; }

    /// <summary>What to say about it.</summary>
    public ProofStatement Statement { get; }

    /// <summary>Whom the proof is made out to.</summary>
    public EvmAddress Recipient { get; }

    /// <summary>What the proof is good for.</summary>
    public ProofScope Scope { get; }

    /// <summary>The time at which evidence counts or is expired; whole seconds, UTC.</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>The secret of a hidden subject.</summary>
    internal IdentitySecret? Identity { get; }

    /// <summary>What a proof of this job must say, whenever it is looked at, and whoever made its key.</summary>
    internal ProofExpectation Expectation => new()
    {
        AcceptedRoots = [Opening.Root],
        Scope = Scope,
        Recipient = Recipient,
        Mode = Statement.IsAnonymous ? ProofMode.Anonymous : ProofMode.Disclosed,
        Subject = Opening.Subject,
        Bounds = Statement.Bounds ?? ScoreBounds.Any,
        RequireExactScore = Statement.Kind == ProofKind.Exact,
        AsOf = AsOf,
        MaxAge = TimeSpan.MaxValue,
        Now = AsOf,
        AllowDevelopmentKeys = true,
    };

    /// <summary>Whether a proof says what this job asks for. Whether it is valid, and of this hidden subject, takes longer to see.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="score">The score that the opening has at the job's time, in millionths.</param>
    /// <exception cref="StatementNotSatisfiedException">The score is outside the bounds: there is no such proof.</exception>
    internal bool IsAnsweredBy(ReputationProof proof, int score) =>
        proof.RegistryRoot == Opening.Root && proof.Scope == Scope.ToFr() && proof.Recipient == Recipient && proof.AsOf == AsOf
        && proof.Subject == Opening.Subject && proof.Bounds == Statement.BoundsFor(score);

    /// <summary>Whether a proof is of this job's hidden subject, which no <see cref="Expectation"/> can name; true if it is not hidden.
    /// </summary>
    internal bool IsAbout(ReputationProof proof) => Identity is null || proof.Nullifier == Identity.NullifierFor(Scope.ToFr());

    /// <summary>What a verifier sees of it anyway; nothing of subject, attestations or secret.</summary>
    public override string ToString() =>
        $"{nameof(ProofJob)} {{ {Statement.Kind}{(Statement.IsAnonymous ? ", anonymous" : "")}, "
        + $"Recipient = {Recipient}, AsOf = {AsOf:u} }}";

    /// <summary>Everything it asks for except the opening, whose own it is: 107 bytes, nothing of the identity secret.</summary>
    internal void AppendTo(ref DigestInput input)
    {
        var bounds = Statement.Bounds ?? ScoreBounds.Any;
        input.Add((uint)Statement.Kind);
        input.Add(Statement.IsAnonymous);
        input.Add((uint)bounds.Minimum);
        input.Add((uint)bounds.Maximum);
        input.Add(Recipient);
        input.Add(Scope.ToFr());
        input.Add(AsOf.ToUnixTimeSeconds());
        input.Add(Identity is not null);
        input.Add(Identity?.Commitment ?? default);
    }

    private static void CheckMode(RegistryOpening opening, ProofStatement statement, IdentitySecret? identity)
    {
        if (statement.IsAnonymous != opening.Subject is null)
        {
            throw Rejected(
                ProofJobRejection.WrongMode,
                statement.IsAnonymous
                    ? "The statement hides a subject that the registry names. Register an identity commitment, or leave Anonymously() out."
                    : "The statement names its subject, and the registry hides it. Ask for Anonymously().");
        }

        if (!statement.IsAnonymous && identity is not null)
        {
            throw Rejected(
                ProofJobRejection.IdentityNotWanted, "The statement names its subject, and needs no identity secret. Leave it out.");
        }

        if (!statement.IsAnonymous) return;
        if (identity is null)
            throw Rejected(ProofJobRejection.IdentityMissing, "An anonymous proof needs the identity secret of the hidden subject.");
        if (identity.Commitment != opening.SubjectKey)
            throw Rejected(
                ProofJobRejection.WrongIdentity, "The identity secret is not the one that the opening's subject was registered with.");
    }

    private static ProofJobException Rejected(ProofJobRejection rejection, string message) => new(rejection, message);
}
