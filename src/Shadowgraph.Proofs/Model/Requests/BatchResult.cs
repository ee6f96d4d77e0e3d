using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>The result of a request of a batch.</summary>
/// <param name="Index">The position in the batch, counted from 0.</param>
/// <param name="Request">The request.</param>
/// <param name="Result">The result.</param>
[JsonConverter(typeof(NoJsonConverter<BatchResult>))]
public sealed record BatchResult(int Index, ProofRequest Request, ProofResult Result);
