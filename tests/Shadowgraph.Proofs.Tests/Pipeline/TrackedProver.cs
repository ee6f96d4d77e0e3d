using System.Collections.Concurrent;
using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>Keeps the tasks of another prover, so that a test can see how they end, and lets it hold a proof at any of its reports.</summary>
internal sealed class TrackedProver(IProver prover) : IProver
{
    public ConcurrentQueue<Task<ProverResult>> Proofs { get; } = [];

    /// <summary>Called with each report before it is passed on, by the thread that proves.</summary>
    public Action<ProverProgress>? BeforeReport { get; set; }

    public ProofPlan Plan(ProofJob job, CircuitSize maxCircuitSize) => prover.Plan(job, maxCircuitSize);

    public ValueTask<string?> FindKeyHashAsync(CircuitSize size, bool loads, CancellationToken cancellationToken = default) =>
        prover.FindKeyHashAsync(size, loads, cancellationToken);

    public Task<ProverResult> ProveAsync(
        ProofJob job, ProofPlan plan, IProgress<ProverProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var proof = prover.ProveAsync(job, plan, new Reports(this, progress), cancellationToken);
        Proofs.Enqueue(proof);
        return proof;
    }

    private sealed class Reports(TrackedProver owner, IProgress<ProverProgress>? progress) : IProgress<ProverProgress>
    {
        public void Report(ProverProgress value)
        {
            owner.BeforeReport?.Invoke(value);
            progress?.Report(value);
        }
    }
}
