using System.Text.Json.Serialization;

namespace Shadowgraph.Proofs;

/// <summary>What the whole numbers in created_at and expires_at count since 1970.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JsonTimeUnit>))]
public enum JsonTimeUnit
{
    /// <summary>Unix seconds.</summary>
    Seconds,

    /// <summary>Unix milliseconds, as JavaScript's Date.now() gives them.</summary>
    Milliseconds,
}
