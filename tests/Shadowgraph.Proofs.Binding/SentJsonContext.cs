using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Binding;

/// <summary>What a host that is compiled ahead of time writes to send the library's types: source generation finds their converters.</summary>
[JsonSerializable(typeof(SentValues))]
public sealed partial class SentJsonContext : JsonSerializerContext;
