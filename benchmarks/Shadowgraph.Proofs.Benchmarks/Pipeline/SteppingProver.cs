using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Benchmarks.Pipeline;

/// <summary>
/// Computes on one thread for about a fifth of a second, and reports its progress a thousand times: more often than the real prover.
/// </summary>
internal sealed class SteppingProver(InstantProver results) : IProver
{
    private const int Steps = 1000;
    private const int MultiplicationsPerStep = 4_000;

    public ProofPlan Plan(ProofJob job, CircuitSize maxCircuitSize) => results.Plan(job, maxCircuitSize);

    public Task<ProverResult> ProveAsync(
        ProofJob job, ProofPlan plan, IProgress<ProverProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var product = job.Recipient.ToFr();
        for (var step = 0; step < Steps; step++)
        {
            for (var i = 0; i < MultiplicationsPerStep; i++) product *= product;
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(new ProverProgress { Stage = ProverStage.Proving, Link = 1, LinkCount = 1, Fraction = (double)step / Steps });
        }

        // The product is looked at, so that the work is done.
        if (product.IsZero) throw new ArithmeticException("A product of what is not 0 is 0.");
        return results.ProveAsync(job, plan, null, cancellationToken);
    }
}
