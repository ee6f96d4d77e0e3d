using System.Text.Json;
using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs.Streaming;

/// <summary>Reads commands strictly, each field once and no unknown fields; omits null values when writing messages.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    MaxDepth = 4)]
[JsonSerializable(typeof(SocketCommand))]
[JsonSerializable(typeof(SocketMessage<ProgressData>))]
[JsonSerializable(typeof(SocketMessage<CompletedData>))]
[JsonSerializable(typeof(SocketMessage<ErrorData>))]
internal sealed partial class StreamJsonContext : JsonSerializerContext;

/// <summary>Reads server messages, and skips unknown fields of later versions.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    MaxDepth = 16)]
[JsonSerializable(typeof(SocketCommand))]
[JsonSerializable(typeof(SocketMessage<JsonElement>))]
[JsonSerializable(typeof(ProgressData))]
[JsonSerializable(typeof(CompletedData))]
[JsonSerializable(typeof(ErrorData))]
[JsonSerializable(typeof(Authentication))]
internal sealed partial class ClientJsonContext : JsonSerializerContext;
