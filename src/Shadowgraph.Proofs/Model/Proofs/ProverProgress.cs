using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>What the prover is doing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProverStage>))]
public enum ProverStage
{
    /// <summary>Checking the opening and the statement, and cutting the attestations into links.</summary>
    Planning,

    /// <summary>Loading the proving key, or making a development key on first use.</summary>
    LoadingKey,

    /// <summary>Solving the circuit for one link.</summary>
    Witness,

    /// <summary>Computing the Groth16 proof of one link.</summary>
    Proving,

    /// <summary>Verifying the finished proof before it is handed out.</summary>
    Checking,
}

/// <summary>How far a proof has come.</summary>
/// <param name="Stage">What the prover is doing.</param>
/// <param name="Link">The link being worked on, 1 to <paramref name="LinkCount"/>; 0 before the first.</param>
/// <param name="LinkCount">Links of this proof, at least 1.</param>
/// <param name="Fraction">Share of the whole work that is done, 0 to 1; never falls.</param>
public readonly record struct ProverProgress(ProverStage Stage, int Link, int LinkCount, double Fraction);
