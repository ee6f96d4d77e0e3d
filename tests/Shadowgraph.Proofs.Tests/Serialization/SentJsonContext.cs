using System.Text.Json.Serialization;
using Shadowgraph.Proofs.Audit;
using Shadowgraph.Proofs.Bn254;
using Shadowgraph.Proofs.Metrics;

namespace Shadowgraph.Proofs.Tests.Serialization;

/// <summary>What a host that is compiled ahead of time writes to send the library's types: source generation finds their converters.</summary>
[JsonSerializable(typeof(EvmAddress))]
[JsonSerializable(typeof(ProofUserId))]
[JsonSerializable(typeof(Fr))]
[JsonSerializable(typeof(ProofScope))]
[JsonSerializable(typeof(ProofStatus))]
[JsonSerializable(typeof(ProofProgress))]
[JsonSerializable(typeof(PipelineStatistics))]
[JsonSerializable(typeof(PipelineSnapshot))]
[JsonSerializable(typeof(ProofMetricsSnapshot))]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(ProofError))]
internal sealed partial class SentJsonContext : JsonSerializerContext;
