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
public readonly record struct ProverProgress
{
    /// <summary>The current stage.</summary>
    public ProverStage Stage { get; init; }

    /// <summary>The current link, 1 to <see cref="LinkCount"/>; 0 before the first link.</summary>
    public int Link { get; init; }

    /// <summary>The number of links of the proof, at least 1.</summary>
    public int LinkCount { get; init; }

    /// <summary>The completed share of the work, 0 to 1; never decreases.</summary>
    public double Fraction { get; init; }
}
