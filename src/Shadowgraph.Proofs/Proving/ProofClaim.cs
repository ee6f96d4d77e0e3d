using Shadowgraph.Proofs.Bn254;

namespace Shadowgraph.Proofs.Proving;

/// <summary>
/// A job that was found provable: there is evidence, the score is within the bounds, leaf and path lead to the root. A proof of such a claim
/// always succeeds, and no proof is begun without a claim. Holds no copy of secrets: the secrets of the job are read on use.
/// </summary>
internal sealed class ProofClaim
{
    private readonly ProofJob _job;

    private ProofClaim(ProofJob job, FusedOpinion opinion, ScoreBounds bounds)
    {
        _job = job;
        Opinion = opinion;
        Bounds = bounds;
        Scope = job.Scope.ToFr();
        AsOf = (ulong)job.AsOf.ToUnixTimeSeconds();
        Nullifier = job.Identity?.NullifierFor(Scope) ?? Fr.Zero;
    }

    public FusedOpinion Opinion { get; }

    public ScoreBounds Bounds { get; }

    public ReadOnlySpan<QuantizedAttestation> Attestations => _job.Opening.Attestations.AsSpan();

    /// <summary>The hash of attesters, types and times of creation.</summary>
    public Fr Contexts => _job.Opening.Bundle.Hash.Contexts;

    public Fr Root => _job.Opening.Root;

    public IReadOnlyList<Fr> Siblings => _job.Opening.Path.Siblings;

    public IReadOnlyList<bool> Sides => _job.Opening.Path.Sides;

    public Fr Scope { get; }

    public Fr Nullifier { get; }

    public Fr Subject => _job.Opening.Subject?.ToFr() ?? Fr.Zero;

    public Fr Recipient => _job.Recipient.ToFr();

    /// <summary>Unix seconds.</summary>
    public ulong AsOf { get; }

    public Fr Salt => _job.Opening.Salt;

    /// <summary>0 for a named subject.</summary>
    public Fr Secret => _job.Identity?.Value ?? Fr.Zero;

    /// <summary>The statement of the finished proof, for the prover's own check.</summary>
    public ProofExpectation Expectation => _job.Expectation with { Bounds = Bounds, RequireExactScore = Bounds.IsExact };

    /// <summary>Checks all conditions for a successful proof.</summary>
    /// <exception cref="ProofJobException">The plan belongs to a different job.</exception>
    /// <exception cref="RegistryOpeningException">Leaf and path do not lead to the root.</exception>
    /// <exception cref="InsufficientEvidenceException">No attestation is active at the job's time.</exception>
    /// <exception cref="StatementNotSatisfiedException">The score is outside the bounds.</exception>
    public static ProofClaim Check(ProofJob job, ProofPlan plan)
    {
        if (plan.AttestationCount != job.Opening.AttestationCount)
        {
            throw new ProofJobException(
                ProofJobRejection.PlanDoesNotFit,
                $"The plan is for {plan.AttestationCount} attestations and the opening has {job.Opening.AttestationCount}. "
                + "Plan the job again.");
        }

        job.Opening.Verify();
        var opinion = job.Opening.Fuse(job.AsOf);
        return new ProofClaim(job, opinion, job.Statement.BoundsFor(opinion.ScoreMillionths));
    }
}
