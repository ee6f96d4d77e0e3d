namespace Shadowgraph.Proofs.Proving;

/// <summary>
/// The prover's own proof failed verification and was discarded: a fault of the machine, the key or this library. A retry may help; after a
/// failed retry, suspect the key first.
/// </summary>
public sealed class ProofSelfCheckException : ProofException
{
    /// <summary>Names the failed checks of a proof.</summary>
    /// <param name="verification">The result of the verification.</param>
    public ProofSelfCheckException(ReputationVerification verification)
        : this([.. (verification ?? throw new ArgumentNullException(nameof(verification))).Failures.Select(failure => failure.Check).Distinct()])
    {
    }

    private ProofSelfCheckException(IReadOnlyList<ReputationCheck> failedChecks)
        : base("The finished proof failed its own verification and was discarded: "
            + string.Join(", ", failedChecks)
            + ". Retry; if the check fails again, verify the proving key.") =>
        FailedChecks = failedChecks;

    /// <summary>The checks that failed.</summary>
    public IReadOnlyList<ReputationCheck> FailedChecks { get; }
}
