using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>A finished proof, and what only the one who asked for it may see.</summary>
[JsonConverter(typeof(NoJsonConverter<ProverResult>))]
public sealed class ProverResult
{
    /// <summary>Puts a result together.</summary>
    /// <param name="proof">The verified proof.</param>
    /// <param name="opinion">The opinion behind it.</param>
    /// <param name="plan">The plan it was proved by.</param>
    /// <param name="timings">Where the time went.</param>
    public ProverResult(ReputationProof proof, FusedOpinion opinion, ProofPlan plan, ProverTimings timings)
    {
        Proof = proof;
        Opinion = opinion;
        Plan = plan;
        Timings = timings;
    }

    /// <summary>The proof, verified: to be handed out.</summary>
    public ReputationProof Proof { get; }

    /// <summary>The fused opinion and the score behind the proof. For the subject only: no log, no cache, no other user.</summary>
    public FusedOpinion Opinion { get; }

    /// <summary>The plan it was proved by.</summary>
    public ProofPlan Plan { get; }

    /// <summary>Where the time went.</summary>
    public ProverTimings Timings { get; }

    /// <summary>What it took of the machine.</summary>
    /// <value>Default: all zero, which means that nobody measured.</value>
    public ProverResources Resources { get; init; }
}
