using System.Text.Json.Serialization;

namespace ProofServer.Api;

/// <summary>
/// The format of bodies and responses. Strict: each field once, no unknown fields, no unexpected null, no missing required field,
/// eight levels at most.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    MaxDepth = 16)]
[JsonSerializable(typeof(ProofBody))]
[JsonSerializable(typeof(BatchBody))]
[JsonSerializable(typeof(VerifyBody))]
[JsonSerializable(typeof(PublishBody))]
[JsonSerializable(typeof(IdentityBody))]
[JsonSerializable(typeof(SubmittedAnswer))]
[JsonSerializable(typeof(CancelledAnswer))]
[JsonSerializable(typeof(QueueAnswer))]
[JsonSerializable(typeof(ProofAnswer))]
[JsonSerializable(typeof(StatusAnswer))]
[JsonSerializable(typeof(IReadOnlyList<BatchItemAnswer>))]
[JsonSerializable(typeof(VerificationAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(RootAnswer))]
[JsonSerializable(typeof(WebAnswer))]
[JsonSerializable(typeof(IdentityAnswer))]
[JsonSerializable(typeof(CallerAnswer))]
[JsonSerializable(typeof(PredictionAnswer))]
[JsonSerializable(typeof(CircuitAnswer))]
[JsonSerializable(typeof(MetricsAnswer))]
[JsonSerializable(typeof(IReadOnlyList<AuditAnswer>))]
[JsonSerializable(typeof(Profiling.ProfileOptions))]
[JsonSerializable(typeof(Profiling.ProfileAnswer))]
[JsonSerializable(typeof(Profiling.ProfileResult))]
[JsonSerializable(typeof(Live.AuthenticateMessage))]
[JsonSerializable(typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))]
internal sealed partial class ServerJson : JsonSerializerContext;
