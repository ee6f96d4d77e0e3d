using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The stages of a prover.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProverStage>))]
public enum ProverStage
{
    /// <summary>Checking the opening and the statement, and splitting the attestations into links.</summary>
    Planning,

    /// <summary>Loading the proving key, or creating a development key on first use.</summary>
    LoadingKey,

    /// <summary>Solving the circuit for a link.</summary>
    Witness,

    /// <summary>Computing the Groth16 proof of a link.</summary>
    Proving,

    /// <summary>Verifying the finished proof.</summary>
    Checking,
}

/// <summary>The progress of a proof.</summary>
/// <param name="Stage">The current stage.</param>
/// <param name="Link">The current link, 1 to <paramref name="LinkCount"/>; 0 before the first link.</param>
/// <param name="LinkCount">The number of links of the proof, at least 1.</param>
/// <param name="Fraction">The completed share of the work, 0 to 1; never decreases.</param>
public readonly record struct ProverProgress(ProverStage Stage, int Link, int LinkCount, double Fraction);
