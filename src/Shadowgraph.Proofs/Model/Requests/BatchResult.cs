using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>How one request of a batch ended.</summary>
/// <param name="Index">Its place in the batch, counted from 0.</param>
/// <param name="Request">The request.</param>
/// <param name="Result">How it ended.</param>
[JsonConverter(typeof(NoJsonConverter<BatchResult>))]
public sealed record BatchResult(int Index, ProofRequest Request, ProofResult Result);
