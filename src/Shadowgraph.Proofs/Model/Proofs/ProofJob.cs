using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>
/// A job for a prover: a statement about an opening from the registry's publisher, for a recipient and a scope, at a time. Immutable; the constructor
/// makes all checks that need no expensive computation.
/// </summary>
[JsonConverter(typeof(NoJsonConverter<ProofJob>))]
public sealed class ProofJob
{
    /// <summary>Creates a job.</summary>
    /// <param name="opening">The opening from the registry's publisher.</param>
    /// <param name="statement">The statement about the opening.</param>
    /// <param name="recipient">The recipient of the proof; not zero.</param>
    /// <param name="scope">The scope of the proof.</param>
    /// <param name="asOf">
    /// 1970 or later, in whole seconds; fractions are dropped. Attestations with a later expiry count. For an anonymous proof use a time announced by
    /// the verifier, since an individual time would mark the prover.
    /// </param>
    /// <param name="identity">
    /// The secret of a hidden subject, for an anonymous statement; otherwise null. Must not be disposed before the proof is finished.
    /// </param>
    /// <exception cref="ProofJobException">The parts do not form a valid job; the message names the conflicting parts.</exception>
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

    /// <summary>The opening from the registry's publisher. Confidential.</summary>
    public RegistryOpening Opening { get; }

    /// <summary>The statement about the opening.</summary>
    public ProofStatement Statement { get; }

    /// <summary>The recipient of the proof.</summary>
    public EvmAddress Recipient { get; }

    /// <summary>The scope of the proof.</summary>
    public ProofScope Scope { get; }

    /// <summary>The reference time for expiry; whole seconds, UTC.</summary>
    public DateTimeOffset AsOf { get; }

    /// <summary>The secret of a hidden subject.</summary>
    internal IdentitySecret? Identity { get; }

    /// <summary>The required claim of a proof for this job, at any time of verification and for any key.</summary>
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

    /// <summary>Whether the claim of a proof matches this job. Validity of the proof, and the hidden subject, are not checked here, since both take
    /// longer.</summary>
    /// <param name="proof">The proof.</param>
    /// <param name="score">The score of the opening at the job's time, in millionths.</param>
    /// <exception cref="StatementNotSatisfiedException">The score is outside the bounds: no proof can match.</exception>
    internal bool IsAnsweredBy(ReputationProof proof, int score) =>
        proof.RegistryRoot == Opening.Root && proof.Scope == Scope.ToFr() && proof.Recipient == Recipient && proof.AsOf == AsOf
        && proof.Subject == Opening.Subject && proof.Bounds == Statement.BoundsFor(score);

    /// <summary>Whether a proof belongs to this job's hidden subject, which no <see cref="Expectation"/> can name; true for a named
    /// subject.</summary>
    internal bool IsAbout(ReputationProof proof) => Identity is null || proof.Nullifier == Identity.NullifierFor(Scope.ToFr());

    /// <summary>The public parts only; nothing of subject, attestations or secret.</summary>
    public override string ToString() =>
        $"{nameof(ProofJob)} {{ {Statement.Kind}{(Statement.IsAnonymous ? ", anonymous" : "")}, "
        + $"Recipient = {Recipient}, AsOf = {AsOf:u} }}";

    /// <summary>All parts of the job except the opening, which is appended separately: 107 bytes, nothing of the identity secret.</summary>
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
                    : "The statement names its subject, which the registry hides. Use Anonymously().");
        }

        if (!statement.IsAnonymous && identity is not null)
        {
            throw Rejected(
                ProofJobRejection.IdentityNotWanted, "The statement names its subject and needs no identity secret. Omit the secret.");
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
