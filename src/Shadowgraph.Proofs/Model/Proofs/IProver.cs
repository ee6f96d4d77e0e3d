using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs;

/// <summary>The interface between the pipeline and a prover: plans a job, and proves the job by the plan. Implementations are thread-safe.</summary>
public interface IProver
{
    /// <summary>
    /// The maximum number of concurrent proofs, for a remote prover or a prover with its own limit: this number applies regardless of the resources
    /// of this machine, unless <see cref="ProofPipelineOptions.MaxConcurrency"/> is lower. Read once, when the pipeline is created.
    /// </summary>
    /// <value>
    /// Default: null, for a prover that computes on this machine: the pipeline divides threads and memory between proofs. Otherwise at least 1.
    /// </value>
    int? MaxConcurrency => null;

    /// <summary>
    /// Plans a job: circuit, number of links, resources. Cheap: depends only on the number of attestations.
    /// </summary>
    /// <param name="job">The job.</param>
    /// <param name="maxCircuitSize">
    /// The largest allowed circuit. A job that can't run with a circuit is planned again with a smaller circuit and more links.
    /// </param>
    /// <exception cref="ProofJobException">There are too many attestations for circuits of that size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is not defined.</exception>
    ProofPlan Plan(ProofJob job, CircuitSize maxCircuitSize);

    /// <summary>Returns the hash of the verification key for a circuit. Proofs for any other key are not accepted as proofs of this prover.</summary>
    /// <param name="size">The circuit.</param>
    /// <param name="loads">Whether to load a key that is not in memory yet; if false, the result for such a key is null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The key's hash; null, the default, if the prover has no key or does not disclose the hash.</returns>
    ValueTask<string?> FindKeyHashAsync(CircuitSize size, bool loads, CancellationToken cancellationToken = default) => default;

    /// <summary>Proves a job and verifies the proof. The work runs on threads other than the caller's.</summary>
    /// <param name="job">The job.</param>
    /// <param name="plan">The plan from <see cref="Plan"/>, possibly with fewer threads.</param>
    /// <param name="progress">
    /// Receives progress reports sequentially on the working threads, so the callback should return quickly. After an exception the callback is not
    /// called again.
    /// </param>
    /// <param name="cancellationToken">Observed in every stage, within some tens of milliseconds.</param>
    /// <exception cref="ProofJobException">The plan does not belong to this job.</exception>
    /// <exception cref="RegistryOpeningException">Leaf and path of the opening do not lead to its root.</exception>
    /// <exception cref="InsufficientEvidenceException">No attestation with evidence is active at the job's asOf.</exception>
    /// <exception cref="StatementNotSatisfiedException">The score is outside the statement's bounds.</exception>
    /// <exception cref="ProofSelfCheckException">Verification of the finished proof failed, and the proof was discarded.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; there is no proof.</exception>
    Task<ProverResult> ProveAsync(
        ProofJob job, ProofPlan plan, IProgress<ProverProgress>? progress = null, CancellationToken cancellationToken = default);
}
