using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Bn254.Curves;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs.Benchmarks.Pipeline;

/// <summary>A prover that returns prepared results at once, for measurements of the pipeline alone.</summary>
internal sealed class InstantProver : IProver
{
    private readonly Dictionary<EvmAddress, Task<ProverResult>> _results;

    /// <summary>Makes the results of all requests; each has a recipient of its own.</summary>
    public InstantProver(IEnumerable<ProofRequest> requests) =>
        _results = requests.ToDictionary(request => request.Recipient, request => Task.FromResult(ResultFor(request)));

    public ProofPlan Plan(ProofJob job, CircuitSize maxCircuitSize) => ProofPlan.For(job.Opening.AttestationCount, maxCircuitSize);

    public Task<ProverResult> ProveAsync(
        ProofJob job, ProofPlan plan, IProgress<ProverProgress>? progress = null, CancellationToken cancellationToken = default) =>
        _results[job.Recipient];

    // A proof of the requested claim, which is not verified here.
    private static ProverResult ResultFor(ProofRequest request)
    {
        var opinion = request.Opening.Fuse(request.AsOf!.Value);
        var bounds = request.Statement.BoundsFor(opinion.ScoreMillionths);
        var signals = new Fr[ReputationSignals.Count];
        signals[ReputationSignals.RegistryRoot] = request.Opening.Root;
        signals[ReputationSignals.Scope] = request.Scope.ToFr();
        signals[ReputationSignals.Subject] = request.Opening.Subject!.Value.ToFr();
        signals[ReputationSignals.Recipient] = request.Recipient.ToFr();
        signals[ReputationSignals.MinScore] = bounds.Minimum;
        signals[ReputationSignals.MaxScore] = bounds.Maximum;
        signals[ReputationSignals.AsOf] = new Fr((ulong)request.AsOf.Value.ToUnixTimeSeconds());
        var link = new ReputationProofLink(new Groth16Proof(G1.Generator, G2.Generator, G1.Generator), signals);
        var proof = new ReputationProof(CircuitSize.Small, new string('0', 64), [link]);
        var plan = ProofPlan.For(request.Opening.AttestationCount, CircuitSize.Small);
        return new ProverResult(proof, opinion, plan, default);
    }
}
