namespace Shadowgraph.Proofs.Proving;

/// <summary>
/// The prover's own proof failed its verification and was thrown away: a fault of the machine, the key or this library. Trying again may
/// help; if it does not, the key is the first suspect.
/// </summary>
public sealed class ProofSelfCheckException : Exception
{
    internal ProofSelfCheckException(ReputationVerification verification)
        : base("The finished proof failed its own verification and was discarded: "
            + string.Join(", ", verification.Failures.Select(failure => failure.Check).Distinct())
            + ". Try again; if it fails again, check the proving key.") =>
        FailedChecks = [.. verification.Failures.Select(failure => failure.Check).Distinct()];

    /// <summary>The checks that failed.</summary>
    public IReadOnlyList<ReputationCheck> FailedChecks { get; }
}
