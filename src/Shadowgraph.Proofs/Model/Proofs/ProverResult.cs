using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>A finished proof, with confidential data for the requester.</summary>
[JsonConverter(typeof(NoJsonConverter<ProverResult>))]
public sealed class ProverResult
{
    /// <summary>Creates a result.</summary>
    /// <param name="proof">The verified proof.</param>
    /// <param name="opinion">The opinion behind the proof.</param>
    /// <param name="plan">The executed plan.</param>
    /// <param name="timings">The time of each stage.</param>
    public ProverResult(ReputationProof proof, FusedOpinion opinion, ProofPlan plan, ProverTimings timings)
    {
        Proof = proof;
        Opinion = opinion;
        Plan = plan;
        Timings = timings;
    }

    /// <summary>The verified proof, for publication.</summary>
    public ReputationProof Proof { get; }

    /// <summary>The fused opinion and the score behind the proof. Confidential, for the subject only: never in a log, a cache, or shown to another
    /// user.</summary>
    public FusedOpinion Opinion { get; }

    /// <summary>The executed plan.</summary>
    public ProofPlan Plan { get; }

    /// <summary>The time of each stage.</summary>
    public ProverTimings Timings { get; }

    /// <summary>The machine resources used.</summary>
    /// <value>Default: all zero, for a prover without measurements.</value>
    public ProverResources Resources { get; init; }
}
