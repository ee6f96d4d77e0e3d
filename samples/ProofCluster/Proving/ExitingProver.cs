using System.Diagnostics;
using Shadowgraph.Proofs;
using Shadowgraph.Proofs.Circuits;

namespace ProofCluster.Proving;

/// <summary>Kills the process at a request for a proof to a certain recipient: a request that brings silos down, for tests.</summary>
internal sealed class ExitingProver(EvmAddress recipient, IProver others) : IProver
{
    public ProofPlan Plan(ProofJob job, CircuitSize maxCircuitSize) => others.Plan(job, maxCircuitSize);

    public Task<ProverResult> ProveAsync(
        ProofJob job, ProofPlan plan, IProgress<ProverProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (job.Recipient == recipient)
        {
            using var process = Process.GetCurrentProcess();
            process.Kill();
        }

        return others.ProveAsync(job, plan, progress, cancellationToken);
    }
}
