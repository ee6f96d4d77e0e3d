using Shadowgraph.Proofs.Groth16;

namespace Shadowgraph.Proofs;

/// <summary>The names by which collectors find metrics and traces: for <c>AddMeter</c> and <c>AddSource</c> of OpenTelemetry.</summary>
public static class ProofTelemetry
{
    /// <summary>The meter with the instruments of the pipeline: "Shadowgraph.Proofs".</summary>
    public const string MeterName = "Shadowgraph.Proofs";

    /// <summary>The source of a request's trace, its attempts and their stages: "Shadowgraph.Proofs".</summary>
    public const string ActivitySourceName = "Shadowgraph.Proofs";

    /// <summary>The source of the stages of each Groth16 proof, for who looks into the prover: "Shadowgraph.Proofs.Groth16".</summary>
    public const string Groth16ActivitySourceName = ProverStages.SourceName;

    /// <summary>The version of meter and sources: the library's.</summary>
    internal static string? Version => ProverStages.Version;
}
