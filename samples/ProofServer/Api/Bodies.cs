using System.Text.Json;
using System.Text.Json.Serialization;
using Shadowgraph.Proofs;

namespace ProofServer.Api;

/// <summary>The requested proof about the caller.</summary>
internal sealed record ProofBody(
    ProofTypeName ProofType,
    EvmAddress Recipient,
    BoundsBody? Bounds = null,
    ScopeBody? Scope = null,
    PriorityName Priority = PriorityName.Normal,
    byte[]? IdentitySecret = null);

/// <summary>Scores in millionths, both ends included.</summary>
internal sealed record BoundsBody(int Minimum = 0, int Maximum = 1_000_000);

/// <summary>The scope of the proof.</summary>
internal sealed record ScopeBody(ulong ChainId = 0, EvmAddress VerifyingContract = default, string RegistryId = "", string Campaign = "");

/// <summary>Several proofs.</summary>
internal sealed record BatchBody(IReadOnlyList<ProofBody> Requests);

/// <summary>A proof and its expectation.</summary>
internal sealed record VerifyBody(JsonElement Proof, ExpectationBody Expectation);

/// <summary>The verifier's expectation.</summary>
internal sealed record ExpectationBody(
    EvmAddress Recipient,
    ScopeBody? Scope = null,
    BoundsBody? Bounds = null,
    ModeName Mode = ModeName.Disclosed,
    bool RequireExactScore = false,
    EvmAddress? Subject = null);

/// <summary>A hidden subject whose secret stays with the caller.</summary>
internal sealed record IdentityBody(string IdentityCommitment);

/// <summary>Attestations about one subject, in the form of the library's reader.</summary>
internal sealed record PublishBody(EvmAddress Subject, JsonElement Attestations);

[JsonConverter(typeof(NameConverter<ProofTypeName>))]
internal enum ProofTypeName
{
    [JsonStringEnumMemberName("exact")]
    Exact,
    [JsonStringEnumMemberName("threshold")]
    Threshold,
    [JsonStringEnumMemberName("range")]
    Range,
    [JsonStringEnumMemberName("membership")]
    Membership,
    [JsonStringEnumMemberName("anonymous")]
    Anonymous,
}

[JsonConverter(typeof(NameConverter<PriorityName>))]
internal enum PriorityName
{
    [JsonStringEnumMemberName("low")]
    Low,
    [JsonStringEnumMemberName("normal")]
    Normal,
    [JsonStringEnumMemberName("high")]
    High,
    [JsonStringEnumMemberName("critical")]
    Critical,
}

[JsonConverter(typeof(NameConverter<ModeName>))]
internal enum ModeName
{
    [JsonStringEnumMemberName("disclosed")]
    Disclosed,
    [JsonStringEnumMemberName("anonymous")]
    Anonymous,
}

/// <summary>Reads an enumeration by name only: a number could be an undefined value.</summary>
internal sealed class NameConverter<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false)
    where T : struct, Enum;
