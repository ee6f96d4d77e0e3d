using Shadowgraph.Proofs.Proving;

namespace Shadowgraph.Proofs;

/// <summary>A failed check of a proof.</summary>
/// <param name="Check">The check.</param>
/// <param name="Link">The failed link, counted from 0; null for a check of the whole proof.</param>
/// <param name="Message">The expected and the actual value, without secrets.</param>
public sealed record ReputationCheckFailure(ReputationCheck Check, int? Link, string Message)
{
    /// <summary>The remedy.</summary>
    public string Advice => CheckAdvice.For(Check);
}

/// <summary>The result of a <see cref="ReputationVerifier"/>: all failed checks, or none.</summary>
public sealed class ReputationVerification
{
    /// <summary>Creates a verification result.</summary>
    /// <param name="replayKey">The replay key of the proof, used if valid.</param>
    /// <param name="failures">The failed checks; empty for a valid proof.</param>
    public ReputationVerification(ReplayKey replayKey, IReadOnlyList<ReputationCheckFailure> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        Failures = failures;
        ReplayKey = failures.Count == 0 ? replayKey : null;
    }

    /// <summary>Whether the proof is valid and meets all requirements.</summary>
    public bool IsValid => Failures.Count == 0;

    /// <summary>The failed checks, in the order of <see cref="ReputationCheck"/>; empty for a valid proof.</summary>
    public IReadOnlyList<ReputationCheckFailure> Failures { get; }

    /// <summary>
    /// The key to store where a proof may be used only once; null for an invalid proof. Store this key and never the proof's bytes: Groth16 proofs
    /// are malleable, so anyone can derive a different proof of the same statement.
    /// </summary>
    public ReplayKey? ReplayKey { get; }

    /// <summary>"valid", or the failures.</summary>
    public override string ToString() =>
        IsValid ? "valid" : string.Join("; ", Failures.Select(failure => $"{failure.Check}: {failure.Message} {failure.Advice}"));
}
