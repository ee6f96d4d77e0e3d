using Shadowgraph.Proofs.Circuits;

namespace Shadowgraph.Proofs.Server.Tests;

/// <summary>A prover that plans, begins, and never ends but by cancellation: for requests that shall be under way.</summary>
internal sealed class HeldProver : IProver
{
    private int _begun;
    private int _cancelled;

    /// <summary>Proofs that were begun. A request cancelled before its proof begins never reaches the prover.</summary>
    public int Begun => Volatile.Read(ref _begun);

    /// <summary>Proofs that were cancelled under way.</summary>
    public int Cancelled => Volatile.Read(ref _cancelled);

    public ProofPlan Plan(ProofJob job, CircuitSize maxCircuitSize) => ProofPlan.For(job.Opening.AttestationCount, maxCircuitSize);

    public async Task<ProverResult> ProveAsync(
        ProofJob job, ProofPlan plan, IProgress<ProverProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _begun);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            Interlocked.Increment(ref _cancelled);
        }

        throw new OperationCanceledException(cancellationToken);
    }
}
