using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Pipeline;
using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs;

/// <summary>The door between serving and proving: plans a job, and proves it by the plan. Implementations are thread-safe.</summary>
public interface IProver
{
    /// <summary>
    /// The most proofs that it can make at once, for one that works elsewhere or has a limit of its own: so many run whatever this machine
    /// has, unless <see cref="ProofPipelineOptions.MaxConcurrency"/> says fewer. Read once, when the pipeline is made.
    /// </summary>
    /// <value>
    /// Default: null, for one that computes on this machine: proofs share its threads and memory, as the pipeline divides them. Otherwise
    /// at least 1.
    /// </value>
    int? MaxConcurrency => null;

    /// <summary>
    /// Plans a job: which circuit, how many links, what it will take. Cheap, and looks at the number of attestations only.
    /// </summary>
    /// <param name="job">The job.</param>
    /// <param name="largestSize">
    /// The largest circuit to use; one that can't run it is planned again with a smaller one, in more links.
    /// </param>
    /// <exception cref="ProofJobException">There are too many attestations for circuits of that size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The size is not defined.</exception>
    ProofPlan Plan(ProofJob job, CircuitSize largestSize);

    /// <summary>Names the verification key that proofs of a circuit are for: proofs for another are not taken for those of this prover.</summary>
    /// <param name="size">The circuit.</param>
    /// <param name="loads">Whether a key that is not in memory yet is loaded for it; else the answer is null then.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The key's hash; null, the default, if the prover has none or does not tell.</returns>
    ValueTask<string?> FindKeyHashAsync(CircuitSize size, bool loads, CancellationToken cancellationToken = default) => default;

    /// <summary>Proves a job and verifies the proof. The work is done on threads other than the caller's.</summary>
    /// <param name="job">The job.</param>
    /// <param name="plan">What <see cref="Plan"/> gave for it, possibly with fewer threads.</param>
    /// <param name="progress">
    /// Told how far it is, one call at a time, from the working threads: it should return quickly. One that throws is not told again.
    /// </param>
    /// <param name="cancellationToken">Observed in every stage, within some tens of milliseconds.</param>
    /// <exception cref="ProofJobException">The plan is not one of this job.</exception>
    /// <exception cref="RegistryOpeningException">Leaf and path of the opening do not lead to its root.</exception>
    /// <exception cref="InsufficientEvidenceException">No attestation with evidence is active at the job's asOf.</exception>
    /// <exception cref="StatementNotSatisfiedException">The score is outside the statement's bounds.</exception>
    /// <exception cref="ProofSelfCheckException">The finished proof did not verify and was discarded.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; there is no proof.</exception>
    Task<ProverResult> ProveAsync(
        ProofJob job, ProofPlan plan, IProgress<ProverProgress>? progress = null, CancellationToken cancellationToken = default);
}
