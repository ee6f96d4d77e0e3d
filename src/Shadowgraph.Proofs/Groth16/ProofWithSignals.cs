using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs.Groth16;

/// <summary>A proof with its public signals.</summary>
/// <param name="Proof">The proof.</param>
/// <param name="PublicSignals">Public outputs, then public inputs, without the constant one.</param>
[JsonConverter(typeof(NoJsonConverter<ProofWithSignals>))]
public readonly record struct ProofWithSignals(Groth16Proof Proof, ReadOnlyMemory<Fr> PublicSignals);
