using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Errors;

namespace Shadowgraph.Proofs.Tests.Errors;

/// <summary>Failed attempts to decide about.</summary>
internal static class RecoveryWorld
{
    /// <summary>Attestations that need the large circuit for one link, and that all circuits take.</summary>
    public const int ManyAttestations = 300;

    public static ProofPlan Plan(CircuitSize size = CircuitSize.Large, int threads = 4, int attestations = ManyAttestations) =>
        new(size, attestations) { MaxDegreeOfParallelism = threads };

    public static ProofError Error(ProofErrorType type, CircuitSize? circuit = CircuitSize.Large) =>
        new(type, "It failed. Try again.") { Circuit = circuit };

    public static RecoveryContext After(ProofErrorType type, ProofPlan? plan = null, int attemptsWithPlan = 1) =>
        After(plan ?? Plan(), attemptsWithPlan, Error(type));

    public static RecoveryContext After(ProofPlan plan, int attemptsWithPlan, params ProofError[] errors) =>
        new(plan, errors, attemptsWithPlan);
}
