using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs;

/// <summary>The names of meters and activity sources, for <c>AddMeter</c> and <c>AddSource</c> of OpenTelemetry.</summary>
public static class ProofTelemetry
{
    /// <summary>The meter of the pipeline: "Shadowgraph.Proofs".</summary>
    public const string MeterName = "Shadowgraph.Proofs";

    /// <summary>The source of activities for a request, its attempts and their stages: "Shadowgraph.Proofs".</summary>
    public const string ActivitySourceName = "Shadowgraph.Proofs";

    /// <summary>The source of activities for the stages of each Groth16 proof, for analysis of the prover: "Shadowgraph.Proofs.Groth16".</summary>
    public const string Groth16ActivitySourceName = ProverStages.SourceName;

    /// <summary>The version of meter and sources: that of the library.</summary>
    internal static string? Version => ProverStages.Version;
}
