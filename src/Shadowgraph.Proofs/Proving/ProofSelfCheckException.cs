namespace Shadowgraph.Proofs.Proving;

/// <summary>
/// The prover's own proof failed its verification and was thrown away: a fault of the machine, the key or this library. Trying again may
/// help; if it does not, the key is the first suspect.
/// </summary>
public sealed class ProofSelfCheckException : ProofException
{
    /// <summary>Says which checks a proof failed.</summary>
    /// <param name="verification">What the verification found.</param>
    public ProofSelfCheckException(ReputationVerification verification)
        : this([.. (verification ?? throw new ArgumentNullException(nameof(verification))).Failures.Select(failure => failure.Check).Distinct()])
    {
    }

    private ProofSelfCheckException(IReadOnlyList<ReputationCheck> failedChecks)
        : base("The finished proof failed its own verification and was discarded: "
            + string.Join(", ", failedChecks)
            + ". Try again; if it fails again, check the proving key.") =>
        FailedChecks = failedChecks;

    /// <summary>The checks that failed.</summary>
    public IReadOnlyList<ReputationCheck> FailedChecks { get; }
}
