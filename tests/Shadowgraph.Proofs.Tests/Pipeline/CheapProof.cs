using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>Results that say what a job asks for and prove nothing: right signals and opinion, and points that fit no equation.</summary>
internal static class CheapProof
{
    private static readonly Groth16Proof Points = new(G1.Generator, G2.Generator, G1.Generator);
    private static readonly string KeyHash = new('0', 64);

    /// <summary>What a prover would give for a job.</summary>
    public static ProverResult For(ProofJob job, ProofPlan plan)
    {
        var opinion = job.Opening.Fuse(job.AsOf);
        var bounds = job.Statement.BoundsFor(opinion.ScoreMillionths);
        var links = new ReputationProofLink[plan.LinkCount];
        var asOf = new Fr((ulong)job.AsOf.ToUnixTimeSeconds());
        var state = Fr.Zero;
        for (var i = 0; i < links.Length; i++)
        {
            var next = i == links.Length - 1 ? Fr.Zero : Fr.Random();
            var signals = new Fr[ReputationSignals.Count];
            signals[ReputationSignals.AsOf] = asOf;
            signals[ReputationSignals.PreviousState] = state;
            signals[ReputationSignals.NextState] = next;
            state = next;
            if (i == links.Length - 1)
            {
                var scope = job.Scope.ToFr();
                signals[ReputationSignals.RegistryRoot] = job.Opening.Root;
                signals[ReputationSignals.Scope] = scope;
                signals[ReputationSignals.Nullifier] = job.Identity?.NullifierFor(scope) ?? Fr.Zero;
                signals[ReputationSignals.Subject] = job.Opening.Subject?.ToFr() ?? Fr.Zero;
                signals[ReputationSignals.Recipient] = job.Recipient.ToFr();
                signals[ReputationSignals.MinScore] = new Fr((ulong)bounds.Minimum);
                signals[ReputationSignals.MaxScore] = new Fr((ulong)bounds.Maximum);
            }

            links[i] = new ReputationProofLink(Points, signals);
        }

        return new ProverResult(new ReputationProof(plan.Size, KeyHash, links), opinion, plan, default);
    }
}
