using System.Text.Json;
using System.Text.Json.Serialization;

namespace ProofClient;

internal sealed record AuthenticateMessage(string Type, string Token);

internal sealed record ProblemAnswer(string? Detail = null, string? Advice = null);

internal sealed record BoundsBody(int Minimum, int Maximum);

internal sealed record ThresholdBody(int Minimum);

internal sealed record ScopeBody(string Campaign);

internal sealed record RequestBody(string ProofType, string Recipient, ScopeBody Scope, JsonElement? Bounds = null);

internal sealed record ExpectationBody(string Recipient, ScopeBody Scope, BoundsBody? Bounds, string Mode, bool RequireExactScore);

internal sealed record IdentityBody(string IdentityCommitment);

internal sealed record VerifyBody(JsonElement Proof, ExpectationBody Expectation);

internal sealed record VerifyAnswer(bool IsValid, IReadOnlyList<FailureAnswer> Failures);

internal sealed record FailureAnswer(string Check, string Message, string Advice);

internal sealed record SubmittedAnswer(Guid RequestId);

internal sealed record StatusAnswer(string State, ResultAnswer? Result = null);

internal sealed record ResultAnswer(JsonElement? Proof = null, ErrorAnswer? Error = null);

internal sealed record ErrorAnswer(string Type, string Message, string Advice);

/// <summary>Bodies and answers. Unknown fields of a later server are ignored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuthenticateMessage))]
[JsonSerializable(typeof(ProblemAnswer))]
[JsonSerializable(typeof(BoundsBody))]
[JsonSerializable(typeof(ThresholdBody))]
[JsonSerializable(typeof(RequestBody))]
[JsonSerializable(typeof(IdentityBody))]
[JsonSerializable(typeof(VerifyBody))]
[JsonSerializable(typeof(VerifyAnswer))]
[JsonSerializable(typeof(SubmittedAnswer))]
[JsonSerializable(typeof(StatusAnswer))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class ClientJson : JsonSerializerContext;
