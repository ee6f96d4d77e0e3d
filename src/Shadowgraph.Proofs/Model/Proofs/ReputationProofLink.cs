using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Circuits;
using Shadowgraph.Proofs.Files;
using Shadowgraph.Proofs.Groth16;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>A link of a <see cref="ReputationProof"/>: a Groth16 proof and its public signals.</summary>
/// <remarks><see cref="Groth16Proof.ToJson"/> and <see cref="PublicSignals.ToJson"/> create the two files for verification by snarkjs.</remarks>
[JsonConverter(typeof(NoJsonConverter<ReputationProofLink>))]
public sealed record ReputationProofLink
{
    private readonly Fr[] _signals;

    /// <summary>Creates a link.</summary>
    /// <param name="proof">The Groth16 proof.</param>
    /// <param name="signals">The ten public signals, in the circuit's order.</param>
    /// <exception cref="ProofFileException">The number of signals is not ten.</exception>
    public ReputationProofLink(Groth16Proof proof, ReadOnlySpan<Fr> signals)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (signals.Length != ReputationSignals.Count)
            throw new ProofFileException(
                ReputationProof.Kind, $"A link has {ReputationSignals.Count} public signals; this has {signals.Length}.");
        Proof = proof;
        _signals = signals.ToArray();
    }

    /// <summary>The Groth16 proof.</summary>
    public Groth16Proof Proof { get; }

    /// <summary>
    /// The public signals: registryRoot, scope, nullifier, subject, recipient, minScore, maxScore, asOf, previousState, nextState.
    /// </summary>
    public ReadOnlySpan<Fr> Signals => _signals;

    internal ReadOnlyMemory<Fr> SignalMemory => _signals;

    /// <summary>Whether proof and signals are equal.</summary>
    public bool Equals(ReputationProofLink? other) =>
        other is not null && Proof.Equals(other.Proof) && Signals.SequenceEqual(other.Signals);

    /// <inheritdoc/>
    public override int GetHashCode() => _signals[^1].GetHashCode() ^ _signals[0].GetHashCode();
}
