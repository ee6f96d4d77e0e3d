using System.Collections.Concurrent;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs.Tests.Pipeline;

/// <summary>Keeps the tasks of another prover, so that a test can see how they end.</summary>
internal sealed class TrackedProver(IProver prover) : IProver
{
    public ConcurrentQueue<Task<ProverResult>> Proofs { get; } = [];

    public ProofPlan Plan(ProofJob job, CircuitSize largestSize) => prover.Plan(job, largestSize);

    public ValueTask<string?> FindKeyHashAsync(CircuitSize size, bool loads, CancellationToken cancellationToken = default) =>
        prover.FindKeyHashAsync(size, loads, cancellationToken);

    public Task<ProverResult> ProveAsync(
        ProofJob job, ProofPlan plan, IProgress<ProverProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var proof = prover.ProveAsync(job, plan, progress, cancellationToken);
        Proofs.Enqueue(proof);
        return proof;
    }
}
