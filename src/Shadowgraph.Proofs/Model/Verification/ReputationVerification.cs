using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs;

/// <summary>A check that a proof failed.</summary>
/// <param name="Check">Which.</param>
/// <param name="Link">The link it failed on, counted from 0; null if it is about the whole proof.</param>
/// <param name="Message">What was expected and what was found, without secrets.</param>
public sealed record ReputationCheckFailure(ReputationCheck Check, int? Link, string Message)
{
    /// <summary>What to do about it.</summary>
    public string Advice => CheckAdvice.For(Check);
}

/// <summary>What a <see cref="ReputationVerifier"/> found: every check that failed, or none.</summary>
public sealed class ReputationVerification
{
    /// <summary>What a verification found.</summary>
    /// <param name="replayKey">Who used the proof for what, if it is valid.</param>
    /// <param name="failures">The checks that failed; none for a valid proof.</param>
    public ReputationVerification(ReplayKey replayKey, IReadOnlyList<ReputationCheckFailure> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        Failures = failures;
        ReplayKey = failures.Count == 0 ? replayKey : null;
    }

    /// <summary>Whether the proof says what was expected, and is valid.</summary>
    public bool IsValid => Failures.Count == 0;

    /// <summary>The checks that failed, in the order of <see cref="ReputationCheck"/>; empty if the proof is valid.</summary>
    public IReadOnlyList<ReputationCheckFailure> Failures { get; }

    /// <summary>
    /// What to remember so that nobody uses a proof twice where once is meant; null if the proof is not valid. Remember this and never the
    /// proof's bytes: anyone can turn a Groth16 proof into another one of the same statement.
    /// </summary>
    public ReplayKey? ReplayKey { get; }

    /// <summary>"valid", or the failures.</summary>
    public override string ToString() =>
        IsValid ? "valid" : string.Join("; ", Failures.Select(failure => $"{failure.Check}: {failure.Message} {failure.Advice}"));
}
